import type { HeavyValue, NumericSummary } from './source.js';

type Summarised = Pick<
  NumericSummary,
  'percentiles' | 'minimum' | 'maximum' | 'mean' | 'deviation' | 'heavy'
> & {
  readonly distinctCount: number;
  readonly distinct: Float64Array;
};

/** The 1st to the 99th percentile are asked for. */
export const PERCENTILES = Array.from({ length: 99 }, (_, index) => (index + 1) / 100);

/** Sums of larger numbers are taken of values scaled to one, so that they don't overflow. */
const LARGE = 1e150;

/** Describes a column from its distinct finite values, ascending, and the rows that hold each. */
function summariseGroups(values: Float64Array, counts: Float64Array): Summarised {
  const rows = counts.reduce((sum, count) => sum + count, 0);
  const heavy: HeavyValue[] = [];
  for (const [index, value] of values.entries()) {
    const previous = values[index - 1];
    if ((counts[index] ?? 0) > rows / 10)
      heavy.push(previous === undefined ? { value } : { value, previous });
  }
  return {
    percentiles: percentiles(values, counts, rows),
    minimum: values[0] ?? Number.NaN,
    maximum: values[values.length - 1] ?? Number.NaN,
    ...moments(values, counts, rows),
    distinctCount: values.length,
    distinct: values,
    heavy,
  };
}

/** NumPy's default: linear interpolation between the two nearest ranks. */
function percentiles(values: Float64Array, counts: Float64Array, rows: number): Float64Array {
  if (rows === 0) return new Float64Array();
  let index = 0;
  let upTo = counts[0] ?? 0;
  const atRank = (rank: number): number => {
    // a rank may be asked for again, but none before the last but one
    while (upTo <= rank) upTo += counts[++index] ?? Infinity;
    return values[index] ?? Number.NaN;
  };
  return Float64Array.from(PERCENTILES, (fraction) => {
    const rank = fraction * (rows - 1);
    const lower = atRank(Math.floor(rank));
    const [lowerIndex, lowerUpTo] = [index, upTo];
    const upper = atRank(Math.ceil(rank));
    [index, upTo] = [lowerIndex, lowerUpTo];
    return between(lower, upper, rank - Math.floor(rank));
  });
}

/** The value at a share of the way from one to the other, also where their difference overflows. */
export function between(lower: number, upper: number, share: number): number {
  const distance = upper - lower;
  return Number.isFinite(distance) ? lower + share * distance : lower * (1 - share) + upper * share;
}

function moments(
  values: Float64Array,
  counts: Float64Array,
  rows: number,
): { mean: number; deviation: number } {
  const largest = Math.max(Math.abs(values[0] ?? 0), Math.abs(values[values.length - 1] ?? 0));
  const unit = largest > LARGE ? largest : 1;
  // taken relative to the first value, so that a constant has deviation 0 exactly
  const origin = (values[0] ?? 0) / unit;
  let sum = 0;
  for (const [index, value] of values.entries()) sum += (value / unit - origin) * (counts[index] ?? 0);
  const mean = sum / rows;
  let squares = 0;
  for (const [index, value] of values.entries())
    squares += (value / unit - origin - mean) ** 2 * (counts[index] ?? 0);
  return { mean: (origin + mean) * unit, deviation: Math.sqrt(squares / rows) * unit };
}

/** A numeric summary from all values of a column with their counts, ascending, where NaN stands for missing. */
export function groupedFinite(
  feature: string,
  groups: readonly (readonly [number, number])[],
): NumericSummary {
  const finite = groups.filter(([value]) => Number.isFinite(value));
  const total = (some: typeof groups): number => some.reduce((sum, [, count]) => sum + count, 0);
  return {
    kind: 'numeric',
    feature,
    rows: total(groups),
    missing: total(groups.filter(([value]) => Number.isNaN(value))),
    infinite: total(groups.filter(([value]) => Math.abs(value) === Infinity)),
    ...summariseGroups(
      Float64Array.from(finite, ([value]) => value),
      Float64Array.from(finite, ([, count]) => count),
    ),
  };
}
