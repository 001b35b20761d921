import { COLOURS, type Colour } from './colours.js';

/** A value's word and colour. */
export interface Word {
  readonly value: number;
  readonly text: string;
  readonly colour: Colour;
}

/** From where on a colour holds; the first step holds from the least value on. */
export interface Step {
  readonly from: number;
  readonly colour: Colour;
}

/** How numbers are told in colours, and some of them in words. */
export interface Scale {
  readonly words?: readonly Word[];
  readonly steps?: readonly Step[];
}

const word = (value: number, text: string, colour: Colour): Word => ({ value, text, colour });

/** Of `drift_severity`; -1 where too few rows tell. */
export const SEVERITY: Scale = {
  words: [
    word(-1, 'inconclusive', COLOURS.inconclusive),
    word(0, 'none', COLOURS.none),
    word(1, 'small', COLOURS.small),
    word(2, 'significant', COLOURS.significant),
    word(3, 'critical', COLOURS.critical),
  ],
};

/** Of what answers or does not: 1 or 0. */
export const UP: Scale = { words: [word(1, 'up', COLOURS.none), word(0, 'down', COLOURS.critical)] };

export const SUCCESS: Scale = { words: [word(1, 'ok', COLOURS.none), word(0, 'failed', COLOURS.critical)] };

/** Of `drift_active`. */
export const ACTIVE: Scale = { words: [word(0, 'no', COLOURS.none), word(1, 'drifting', COLOURS.critical)] };

export const CHANGED: Scale = { words: [word(0, 'no', COLOURS.quiet), word(1, 'yes', COLOURS.significant)] };

/** What a number of a feature says by itself, as the table of statistics words it. */
export const EVIDENCE: Scale = {
  words: [
    word(10, 'no sign of change', COLOURS.none),
    word(11, 'a sign of change', COLOURS.small),
    word(12, 'clear sign of change', COLOURS.significant),
    word(13, 'a size, without a limit', COLOURS.quiet),
    word(14, 'none', COLOURS.none),
    word(15, 'some', COLOURS.small),
    word(16, 'within chance and own variation', COLOURS.none),
    word(17, 'beyond chance and own variation', COLOURS.significant),
    word(18, 'how exact the statistic is', COLOURS.quiet),
    ...(SEVERITY.words ?? []),
  ],
};

/** None is well, any is not. */
export const TROUBLE: Scale = steps([0, COLOURS.none], [1, COLOURS.critical]);

export function steps(...list: ReadonlyArray<readonly [from: number, colour: Colour]>): Scale {
  return { steps: list.map(([from, colour]) => ({ from, colour })) };
}
