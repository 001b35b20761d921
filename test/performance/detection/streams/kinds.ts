import { Draws as Binomials } from '../../../../exporter/src/detection/lstm/simulate/draws.js';
import type { Draws } from '../../../support/randomness.js';
import type { HourlyRows } from '../../streams/resample.js';

/** What happens to a feature's rows from an hour on: a change that the network was never trained on. */
export interface Kind {
  readonly name: string;
  /** What the table says of it. */
  readonly title: string;
  /** `none`: a change that is no drift. */
  readonly of: 'values' | 'missing' | 'none';
  /** Where rows of a cell go, and how many of them, so many hours after the onset. */
  readonly flow: (rows: HourlyRows, hour: number, draws: Draws) => Flow | undefined;
}

/** The share of a cell's rows that leaves it, and the cells they leave for with the share of each. */
type Flow = (cell: number) => {
  readonly leaving: number;
  readonly to: readonly (readonly [number, number])[];
};

const DAY = 24;
/** Moves a mean by 1.2 deviations, or 40 % of the rows to another category. */
const STRONG = 1.2;

type Course = (hour: number, draws: Draws) => number;
const constant =
  (strength: number): Course =>
  () =>
    strength;

function values(name: string, title: string, strength: Course): Kind {
  return { name, title, of: 'values', flow: (rows, hour, draws) => moved(rows, strength(hour, draws)) };
}

function missing(name: string, title: string, share: number): Kind {
  const flow: Flow = () => ({ leaving: share, to: [] });
  return { name, title, of: 'missing', flow: () => flow };
}

export const kinds: readonly Kind[] = [
  values('abrupt .3', 'abrupt, 0.3 σ', constant(0.3)),
  values('abrupt .6', 'abrupt, 0.6 σ', constant(0.6)),
  values('abrupt 1.2', 'abrupt, 1.2 σ', constant(STRONG)),
  values('gradual, a day', 'gradual: 1.2 σ in more and more hours, in all after a day', (hour, draws) =>
    draws.uniform() < (hour + 1) / DAY ? STRONG : 0,
  ),
  values('gradual, a week', 'gradual, in all after a week', (hour, draws) =>
    draws.uniform() < hour / (7 * DAY) ? STRONG : 0,
  ),
  values(
    'incremental, a day',
    'incremental: 0 to 1.2 σ in a day',
    (hour) => STRONG * Math.min(1, (hour + 1) / DAY),
  ),
  values(
    'incremental, two weeks',
    'incremental, in two weeks',
    (hour) => STRONG * Math.min(1, hour / (14 * DAY)),
  ),
  values('recurring', 'recurring: 1.2 σ in eight hours of each day', (hour) => (hour % DAY < 8 ? STRONG : 0)),
  {
    name: 'clipped',
    title: 'clipped: the highest fifth reported as its least; of categories, 10 % unseen',
    of: 'values',
    flow: clipped,
  },
  missing('missing 5 %', 'missing, 5 % of rows', 0.05),
  missing('missing all', 'missing, all', 1),
  { name: 'volume', title: 'volume: a fifth of the rows (no drift)', of: 'none', flow: () => undefined },
];

/** The share of rows that stay where volume changes. */
const STAYING = 0.2;

/** Changes rows from an hour on. */
export function changedRows(rows: HourlyRows, kind: Kind, onset: number, draws: Draws): HourlyRows {
  const binomials = new Binomials(Math.floor(draws.uniform() * 2 ** 32));
  const width = rows.cells + 1;
  const counts = rows.counts.slice();
  for (let hour = onset; hour < counts.length / width; hour++) {
    const after = counts.subarray(hour * width, (hour + 1) * width);
    if (kind.of === 'none') {
      for (let cell = 0; cell < width; cell++)
        after[cell] = binomials.binomial(after[cell] as number, STAYING);
      continue;
    }
    const flow = kind.flow(rows, hour - onset, draws);
    if (flow === undefined) continue;
    const before = after.slice();
    for (let cell = 0; cell < rows.cells; cell++) {
      const own = before[cell] as number;
      if (own === 0) continue;
      const { leaving, to } = flow(cell);
      let left = binomials.binomial(own, leaving);
      after[cell] = (after[cell] as number) - left;
      let rest = 1;
      const targets = kind.of === 'missing' ? [[rows.cells, 1] as const] : to;
      for (const [target, share] of targets) {
        const arriving = binomials.binomial(left, Math.min(1, share / rest));
        after[target] = (after[target] as number) + arriving;
        left -= arriving;
        rest = Math.max(1e-12, rest - share);
      }
      after[cell] = (after[cell] as number) + left;
    }
  }
  return { ...rows, counts };
}

/** So many places in each cell stand for the rows in it. */
const PLACES = 16;
/** A logistic variable's deviation. */
const DEVIATION = Math.PI / Math.sqrt(3);
const flows = new WeakMap<HourlyRows, Map<number, Flow>>();

/**
 * Moves numbers up by so many deviations, on the logistic scale of their ranks in the whole stream, and a third as large a share of
 * the rows of a category to the one three further on, as on a ring.
 */
function moved(rows: HourlyRows, strength: number): Flow | undefined {
  if (strength === 0) return undefined;
  const known = flows.get(rows) ?? new Map<number, Flow>();
  flows.set(rows, known);
  const flow =
    known.get(strength) ?? (rows.isNumeric ? shifted(rows, strength) : swapped(rows, strength / 3));
  known.set(strength, flow);
  return flow;
}

function shifted(rows: HourlyRows, deviations: number): Flow {
  const below = sharesBelow(rows);
  const targets = Array.from({ length: rows.cells }, (_, cell) => {
    const shares = new Map<number, number>();
    const [low, high] = [below[cell] as number, below[cell + 1] as number];
    for (let place = 0; place < PLACES && high > low; place++) {
      const rank = low + ((place + 0.5) / PLACES) * (high - low);
      const logit = Math.log(rank / (1 - rank)) + DEVIATION * deviations;
      const at = 1 / (1 + Math.exp(-logit));
      const found = below.findIndex((share, index) => index > 0 && at < share) - 1;
      const target = found < 0 ? rows.cells - 1 : found;
      shares.set(target, (shares.get(target) ?? 0) + 1 / PLACES);
    }
    return { leaving: shares.size > 0 ? 1 : 0, to: [...shares] };
  });
  return (cell) => targets[cell] ?? { leaving: 0, to: [] };
}

function swapped({ cells }: HourlyRows, share: number): Flow {
  const names = cells - 2;
  return (cell) => {
    const target = (cell + 3) % names;
    return cell >= names || target === cell ? { leaving: 0, to: [] } : { leaving: share, to: [[target, 1]] };
  };
}

function clipped(rows: HourlyRows): Flow {
  if (!rows.isNumeric) return () => ({ leaving: 0.1, to: [[rows.cells - 1, 1]] });
  const below = sharesBelow(rows);
  const last = Math.max(0, below.findIndex((share) => share > 0.8) - 1);
  return (cell) => (cell > last ? { leaving: 1, to: [[last, 1]] } : { leaving: 0, to: [] });
}

const below = new WeakMap<HourlyRows, Float64Array>();

/** The shares of rows below each cell, and 1. */
function sharesBelow(rows: HourlyRows): Float64Array {
  const known = below.get(rows);
  if (known !== undefined) return known;
  const { counts, cells } = rows;
  const sums = new Float64Array(cells + 1);
  for (let at = 0; at < counts.length; at += cells + 1) {
    for (let cell = 0; cell < cells; cell++)
      sums[cell + 1] = (sums[cell + 1] as number) + (counts[at + cell] as number);
  }
  for (let cell = 0; cell < cells; cell++)
    sums[cell + 1] = (sums[cell + 1] as number) + (sums[cell] as number);
  const all = Math.max(1, sums[cells] as number);
  const shares = sums.map((sum) => sum / all);
  below.set(rows, shares);
  return shares;
}
