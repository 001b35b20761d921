import { MAX_DISTINCT, type HeavyValue, type NumericSummary } from '../source.js';
import { finiteValues, type OrderedSample } from './sortSample.js';

/** Sums of larger numbers are taken of values scaled to one, so that they don't overflow. */
const LARGE = 1e150;

/** What a grid is made from, in a few passes over an ordered sample. */
export function describeSample({ rows, values }: OrderedSample): Omit<NumericSummary, 'feature' | 'kind'> {
  const finite = finiteValues(values);
  return {
    rows,
    missing: rows - values.length,
    infinite: values.length - finite.length,
    percentiles: percentiles(finite),
    minimum: finite[0] ?? Number.NaN,
    maximum: finite[finite.length - 1] ?? Number.NaN,
    ...moments(finite),
    ...distinctValues(finite),
  };
}

/** NumPy's default: linear interpolation between the two nearest ranks. */
function percentiles(values: Float64Array): Float64Array {
  if (values.length === 0) return new Float64Array();
  return Float64Array.from({ length: 99 }, (_, index) => {
    const rank = ((index + 1) / 100) * (values.length - 1);
    const lower = values[Math.floor(rank)] as number;
    const upper = values[Math.ceil(rank)] as number;
    const share = rank - Math.floor(rank);
    const distance = upper - lower;
    return Number.isFinite(distance) ? lower + share * distance : lower * (1 - share) + upper * share;
  });
}

/** Mean and population deviation, taken relative to the first value, so that a constant deviates by exactly 0. */
function moments(values: Float64Array): { mean: number; deviation: number } {
  const rows = values.length;
  const first = values[0] ?? 0;
  const largest = Math.max(Math.abs(first), Math.abs(values[rows - 1] ?? 0));
  const unit = largest > LARGE ? 1 / largest : 1;
  const origin = first * unit;
  let sum = 0;
  for (let index = 0; index < rows; index++) sum += (values[index] as number) * unit - origin;
  const mean = sum / rows;
  let squares = 0;
  for (let index = 0; index < rows; index++) {
    const distance = (values[index] as number) * unit - origin - mean;
    squares += distance * distance;
  }
  return { mean: (origin + mean) / unit, deviation: Math.sqrt(squares / rows) / unit };
}

function distinctValues(values: Float64Array): Pick<NumericSummary, 'distinctCount' | 'distinct' | 'heavy'> {
  const first: number[] = [];
  const heavy: HeavyValue[] = [];
  let distinctCount = 0;
  let previous: number | undefined;
  let index = 0;
  while (index < values.length) {
    const value = values[index] as number;
    const start = index;
    while (index < values.length && values[index] === value) index++;
    if (index - start > values.length / 10)
      heavy.push(previous === undefined ? { value } : { value, previous });
    if (distinctCount++ < MAX_DISTINCT) first.push(value);
    previous = value;
  }
  return {
    distinctCount,
    heavy,
    ...(distinctCount > MAX_DISTINCT ? {} : { distinct: Float64Array.from(first) }),
  };
}
