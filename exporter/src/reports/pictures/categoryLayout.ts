import { percent, short } from '../numbers.js';
import { plainLine, truncate } from '../text.js';
import type { CategoryBars } from './categoryBars.js';

export const ROW = 24;
const LABEL_LENGTH = 17;

/** A name as far as there is room for it. */
export type Label = (name: string) => string;

const byColumns: Label = (name) => truncate(name, LABEL_LENGTH);

/** What `categorySpec` draws; y in pixels. */
export interface CategoryDrawing {
  readonly bars: readonly {
    y0: number;
    y1: number;
    middle: number;
    label: string;
    aggregate: boolean;
    reference: number;
    current: number;
    change: string;
    psi: number;
    more: boolean;
    tip: string;
  }[];
  readonly frame: readonly { share: number; psi: number }[];
  readonly captions: readonly { share: string }[];
}

/** @param labelOf where the font is known, and with it what fits */
export function categoryLayout({ bars }: CategoryBars, labelOf = byColumns): CategoryDrawing {
  // all the categories that are not named would dwarf those that are: their share is only told
  const drawn = bars.filter(({ role }) => role !== 'rest');
  const length = (share: number, role: string): number => (role === 'rest' ? 0 : share);
  return {
    bars: bars.map(({ name, role, reference, current, psi }, row) => ({
      y0: row * ROW + 4,
      y1: (row + 1) * ROW - 5,
      middle: row * ROW + ROW / 2,
      label: labelOf(plainLine(name) || '(empty)'),
      aggregate: role !== 'category',
      reference: length(reference, role),
      current: length(current, role),
      change: `${percent(reference)} → ${percent(current)}`,
      psi: Math.max(0, psi),
      more: current > reference,
      tip: `${truncate(plainLine(name), 100)}: reference ${percent(reference)}, current ${percent(current)}${role === 'missing' ? ' of all rows' : `, adds ${short(psi)} to PSI`}`,
    })),
    frame: [
      {
        share: Math.max(0.01, ...drawn.flatMap(({ reference, current }) => [reference, current])),
        psi: Math.max(0.002, ...bars.map(({ psi }) => psi)),
      },
    ],
    captions: [{ share: 'share of rows' }],
  };
}
