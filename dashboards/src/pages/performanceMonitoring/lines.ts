import { COLOURS } from '../../description/colours.js';
import type { Measure, Sheet, Unit } from '../../description/sheet.js';

/** A line's measure in a colour of its own. */
export function coloured(name: string, title: string, unit: Unit, colour: keyof typeof COLOURS): Measure {
  return { name, title, unit, scale: { steps: [{ from: 0, colour: COLOURS[colour] }] } };
}

type Lines = Pick<Sheet, 'id' | 'title' | 'description' | 'grain' | 'queries' | 'nothing'> & {
  readonly measures: readonly Measure[];
  readonly mark?: 'line' | 'area' | 'column';
  readonly width?: number;
  readonly to?: number;
  readonly leastStep?: string;
};

/** A picture of lines from zero up. */
export function lines({ measures, mark = 'line', width = 12, to, ...sheet }: Lines): Sheet {
  return {
    ...sheet,
    look: { mark, measures, range: { from: 0, ...(to !== undefined && { to }) } },
    size: { width, height: 8 },
  };
}
