/** Samples as sources hold them, the grids over them, and arbitraries of both. */
import fc from 'fast-check';
import {
  categoricalGrid,
  cellsOf,
  numericGrid,
  type CategoricalGrid,
  type NumericGrid,
} from '../../exporter/src/profile/grid.js';
import { emptyProfile, profileOf, type Profile } from '../../exporter/src/profile/profile.js';
import { countSample } from '../../exporter/src/sources/samples/countSample.js';
import { describeSample } from '../../exporter/src/sources/samples/describeSample.js';
import { sortSample, type OrderedSample } from '../../exporter/src/sources/samples/sortSample.js';
import { MAX_UNSEEN, type NumericCells, type NumericSummary } from '../../exporter/src/sources/source.js';
import type { Comparison } from '../../exporter/src/statistics/statistic.js';

/** Any double but NaN, often one that ties, and often one at the end of what doubles can hold. */
export const anyNumber = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -9, max: 9 }) },
  { weight: 3, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }) },
  { weight: 2, arbitrary: fc.double({ noNaN: true }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(-0, 0, 5e-324, -5e-324, 2 ** -1022, 1e308, -1e308, Infinity, -Infinity),
  },
);
export const anyRow = fc.oneof(
  { weight: 9, arbitrary: anyNumber },
  { weight: 1, arbitrary: fc.constant(NaN) },
);

/** A column of up to a few hundred rows: mixed, constant, or of few values that each hold much. */
export const anyColumn = fc.oneof(
  fc.array(anyRow, { maxLength: 300 }),
  fc
    .tuple(anyNumber, fc.integer({ min: 1, max: 50 }))
    .map(([value, rows]) => Array.from({ length: rows }, () => value)),
  fc
    .tuple(fc.array(anyNumber, { minLength: 1, maxLength: 4 }), fc.array(fc.nat(3), { maxLength: 100 }))
    .map(([values, picks]) => picks.map((pick) => values[pick % values.length] ?? 0)),
);

export const cellsArbitrary: fc.Arbitrary<NumericCells> = fc
  .tuple(
    fc.uniqueArray(
      fc.oneof(fc.integer({ min: -9, max: 9 }), fc.double({ noNaN: true, noDefaultInfinity: true })),
      { maxLength: 20 },
    ),
    fc.boolean(),
  )
  .map(([values, knowsAll]) => {
    const edges = Float64Array.from(new Set(values.map((value) => value + 0))).sort();
    const [minimum = NaN, maximum = NaN] = [edges[0], edges.at(-1)];
    return {
      kind: 'numeric',
      edges,
      center: 1,
      scale: 2,
      minimum,
      maximum,
      ...(knowsAll ? { distinct: edges } : {}),
    };
  });

export function orderedSample(values: readonly number[]): OrderedSample {
  return sortSample(Float64Array.from(values), new Float64Array(values.length));
}

export function summaryOf(values: readonly number[]): NumericSummary {
  return { kind: 'numeric', feature: 'x', ...describeSample(orderedSample(values)) };
}

export function gridOver(values: readonly number[]): NumericGrid {
  return numericGrid(summaryOf(values));
}

/** The cells of the grid over a reference. */
export function cellsOver(values: readonly number[]): NumericCells {
  return cellsOf(gridOver(values)) as NumericCells;
}

/** Rows counted in a grid's cells. */
export function numericProfile(grid: NumericGrid, values: readonly number[]): Profile {
  const counted = countSample(orderedSample(values), cellsOf(grid) as NumericCells);
  return profileOf(grid, { feature: 'x', bucketStart: 0, segment: '', joint: {}, ...counted });
}

export function categoriesGrid(counts: Readonly<Record<string, number>>): CategoricalGrid {
  const categories = Object.entries(counts).map(([name, count]) => ({ name, count }));
  const rows = categories.reduce((sum, { count }) => sum + count, 0);
  return categoricalGrid({
    kind: 'categorical',
    feature: 'x',
    rows,
    missing: 0,
    categories,
    distinctCount: categories.length,
  });
}

/** A profile with as many rows in each cell as told. */
export function cellsProfile(grid: CategoricalGrid, counts: readonly number[], missing = 0): Profile {
  const empty = emptyProfile(grid);
  empty.counts.set(counts);
  return {
    ...empty,
    missing,
    rows: counts.reduce((sum, count) => sum + count, missing),
    unseen: empty.counts.at(-1) ?? 0,
  };
}

/** Two columns of categories on the grid of the first, as a one-shot check counts them; null is missing. */
export function compareCategories(
  reference: readonly (string | null)[],
  current: readonly (string | null)[],
): Comparison {
  const counted = countNames(reference);
  const grid = categoriesGrid(Object.fromEntries(counted));
  const other = grid.categories.length;
  const cells = new Map([
    ...grid.others.map((name) => [name, other] as const),
    ...grid.categories.map((name, cell) => [name, cell] as const),
  ]);
  const cellOf = (name: string): number => cells.get(name) ?? other + 1;
  const profile = (
    values: readonly (string | null)[],
    names: readonly (readonly [string, number])[],
  ): Profile => {
    const counts = new Float64Array(other + 2);
    for (const [name, count] of names) counts[cellOf(name)] = (counts[cellOf(name)] ?? 0) + count;
    return cellsProfile(grid, Array.from(counts), values.filter((value) => value === null).length);
  };
  const names = countNames(current);
  const unseen = names.filter(([name]) => cellOf(name) > other);
  return {
    reference: profile(reference, counted),
    current: profile(current, names),
    unseenCategories: unseen.slice(0, MAX_UNSEEN).map(([name, count]) => ({ name, count })),
  };
}

/** By count, descending, then by name. */
function countNames(values: readonly (string | null)[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
}
