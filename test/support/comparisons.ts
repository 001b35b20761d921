/** Comparisons of given rows, counted as a source counts them. */
import { categoricalGrid, cellsOf, numericGrid } from '../../exporter/src/profile/grid.js';
import { emptyProfile, profileOf, type Profile } from '../../exporter/src/profile/profile.js';
import { countSample } from '../../exporter/src/sources/samples/countSample.js';
import { describeSample } from '../../exporter/src/sources/samples/describeSample.js';
import { orderedDistances } from '../../exporter/src/sources/samples/orderedDistances.js';
import { sortSample, type OrderedSample } from '../../exporter/src/sources/samples/sortSample.js';
import type { NumericCells } from '../../exporter/src/sources/source.js';
import type { Comparison } from '../../exporter/src/statistics/statistic.js';

/** Two samples on the grid of the first; NaN is missing. */
export function compareSamples(
  reference: readonly number[],
  current: readonly number[],
  { exact = false } = {},
): Comparison {
  const before = ordered(reference);
  const after = ordered(current);
  const grid = numericGrid({ kind: 'numeric', feature: 'x', ...describeSample(before) });
  const profile = (sample: OrderedSample): Profile =>
    profileOf(grid, {
      feature: 'x',
      bucketStart: 0,
      segment: '',
      joint: {},
      ...countSample(sample, cellsOf(grid) as NumericCells),
    });
  const distances = exact ? { exact: { feature: 'x', ...orderedDistances(before, after) } } : {};
  return { reference: profile(before), current: profile(after), ...distances };
}

/** Rows in each category; the grid has a cell for each of the longer list, none of them `other` or `unseen`. */
export function compareCounts(
  reference: readonly number[],
  current: readonly number[],
  missing: readonly [reference: number, current: number] = [0, 0],
): Comparison {
  const names = Array.from(
    { length: Math.max(reference.length, current.length) },
    (_, index) => `category ${index}`,
  );
  const grid = categoricalGrid({
    kind: 'categorical',
    feature: 'x',
    rows: total(reference) + missing[0],
    missing: missing[0],
    categories: names.map((name, index) => ({ name, count: reference[index] ?? 0 })),
    distinctCount: names.length,
  });
  const profile = (counts: readonly number[], without: number): Profile => {
    const empty = emptyProfile(grid);
    empty.counts.set(counts);
    return { ...empty, rows: total(counts) + without, missing: without };
  };
  return { reference: profile(reference, missing[0]), current: profile(current, missing[1]) };
}

function ordered(values: readonly number[]): OrderedSample {
  return sortSample(Float64Array.from(values), new Float64Array(values.length));
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
