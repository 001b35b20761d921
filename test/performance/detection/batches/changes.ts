import type { Draws } from '../../../support/randomness.js';
import type { CategoricalColumn, Column, NumericColumn, Values } from './column.js';

/** What happens to a share of a batch's rows. */
export interface Change {
  readonly kind: Kind | RowKind | 'none';
  /** In deviations of the column, where the kind has sizes. */
  readonly size: number;
  /** Of the rows. */
  readonly share: number;
}

/** Kinds that change single columns. */
export type Kind = keyof typeof kinds;
/** Kinds that change rows as a whole. */
export type RowKind = 'segment' | 'correlation flip';

interface ChangeOfColumn<C extends Column = Column> {
  /** In deviations; kinds without sizes have one that is not looked at. */
  readonly sizes: readonly number[];
  readonly shares: readonly number[];
  readonly fits: (column: Column) => boolean;
  /** In how many ways it can happen to a column; one is drawn for each batch. */
  readonly ways: (column: C) => number;
  /** The value of a row that is changed, which had one. */
  readonly change: (column: C, size: number, way: number) => (value: number, draws: Draws) => number;
}

const SIGMAS = [0.1, 0.3, 1, 2];
const ALL = [0.1, 0.5, 1];
/** With fewer distinct values a number is a code rather than a measure. */
const MEASURE = 20;
const isMeasure = (column: Column): boolean => column.kind === 'numeric' && column.distinct.length > MEASURE;
const isNumeric = (column: Column): boolean => column.kind === 'numeric';
const isCategorical = (column: Column): boolean => column.kind === 'categorical';

const ofNumbers = (change: ChangeOfColumn<NumericColumn>): ChangeOfColumn => change as ChangeOfColumn;
const ofCategories = (change: ChangeOfColumn<CategoricalColumn>): ChangeOfColumn => change as ChangeOfColumn;

/** Miles read as kilometres, kilo missing, minutes read as hours, Fahrenheit read as Celsius. */
const units = [
  (value: number) => value * 1.609344,
  (value: number) => value * 1_000,
  (value: number) => value / 60,
  (value: number) => (value - 32) / 1.8,
];
/** So many categories may swap their name with the most frequent one. */
const PARTNERS = 9;

export const kinds = {
  noise: ofNumbers({
    sizes: SIGMAS,
    shares: ALL,
    fits: isMeasure,
    ways: () => 1,
    change: (column, size) => (value, draws) =>
      snapped(value + size * column.deviation * draws.normal(), column, draws),
  }),
  mean: ofNumbers({
    sizes: SIGMAS,
    shares: ALL,
    fits: isMeasure,
    ways: () => 2,
    change: (column, size, way) => (value, draws) =>
      snapped(value + (way === 0 ? size : -size) * column.deviation, column, draws),
  }),
  scale: ofNumbers({
    sizes: SIGMAS,
    shares: ALL,
    fits: isMeasure,
    ways: () => 2,
    change: (column, size, way) => (value, draws) =>
      snapped(column.mean + (value - column.mean) * (way === 0 ? 1 + size : 1 / (1 + size)), column, draws),
  }),
  unit: ofNumbers({
    sizes: [0],
    shares: ALL,
    fits: isNumeric,
    ways: () => units.length,
    change: (_, __, way) => units[way] ?? ((value) => value),
  }),
  'sentinel −999': ofNumbers({
    sizes: [0],
    shares: ALL,
    fits: isNumeric,
    ways: () => 1,
    change: () => () => -999,
  }),
  stuck: {
    sizes: [0],
    shares: ALL,
    fits: () => true,
    ways: () => 3,
    change: (column, _, way) => {
      const value = typical(column, [0.1, 0.5, 0.9][way] ?? 0.5);
      return () => value;
    },
  },
  missing: {
    sizes: [0],
    shares: [0.1, 0.2, 0.5, 1],
    fits: () => true,
    ways: () => 1,
    change: (column) => () => (column.kind === 'numeric' ? NaN : -1),
  },
  'category swap': ofCategories({
    sizes: [0],
    shares: ALL,
    fits: isCategorical,
    ways: ({ names }) => Math.min(PARTNERS, names.length - 1),
    change: (_, __, way) => (code) => (code === 0 ? way + 1 : code === way + 1 ? 0 : code),
  }),
  'new category': ofCategories({
    sizes: [0],
    shares: ALL,
    fits: isCategorical,
    ways: () => 1,
    change:
      ({ names }) =>
      () =>
        names.length,
  }),
} as const satisfies Record<string, ChangeOfColumn>;

export const rowKinds: readonly RowKind[] = ['segment', 'correlation flip'];

/** Every kind in every size on every share of the rows. */
export const changes: readonly Change[] = [
  ...Object.entries(kinds as Record<Kind, ChangeOfColumn>).flatMap(([kind, { sizes, shares }]) =>
    sizes.flatMap((size) => shares.map((share) => ({ kind: kind as Kind, size, share }))),
  ),
  ...rowKinds.flatMap((kind) => ALL.map((share) => ({ kind, size: 0, share }))),
];

export function isOfColumn(change: Change): change is Change & { readonly kind: Kind } {
  return change.kind in kinds;
}

export function fits({ kind }: { readonly kind: Kind }, column: Column): boolean {
  return kinds[kind].fits(column);
}

export function waysOf({ kind }: { readonly kind: Kind }, column: Column): number {
  return (kinds as Record<Kind, ChangeOfColumn>)[kind].ways(column);
}

/** Changes the first rows, a share of all: rows come in random order. */
export function changed<V extends Values>(
  values: V,
  column: Column,
  { kind, size, share }: Change & { readonly kind: Kind },
  way: number,
  draws: Draws,
): V {
  const after = values.slice() as V;
  const change = (kinds as Record<Kind, ChangeOfColumn>)[kind].change(column, size, way);
  const rows = Math.round(share * values.length);
  for (let row = 0; row < rows; row++) {
    const value = values[row] as number;
    const isMissing = column.kind === 'numeric' ? Number.isNaN(value) : value < 0;
    if (!isMissing) after[row] = change(value, draws);
  }
  return after;
}

/** The value below which a share of a column's rows lie; of categories, the one at that share from the most frequent on. */
function typical(column: Column, share: number): number {
  if (column.kind === 'numeric') {
    return column.sorted[Math.floor(share * column.sorted.length)] ?? NaN;
  }
  const all = column.counts.reduce((sum, count) => sum + count, 0);
  let sum = 0;
  return column.counts.findIndex((count) => (sum += count) > share * all);
}

/**
 * The value above or below that the column has, drawn so that it stays where it was on average: whole numbers stay whole, or
 * any change of them could be told by their digits. Beyond the column's range values are as they are.
 */
function snapped(value: number, { distinct }: NumericColumn, draws: Draws): number {
  const last = distinct.length - 1;
  if (!(value > (distinct[0] as number) && value < (distinct[last] as number))) return value;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((distinct[middle] as number) <= value) low = middle;
    else high = middle;
  }
  const [below, above] = [distinct[low] as number, distinct[high] as number];
  return draws.uniform() < (value - below) / (above - below) ? above : below;
}
