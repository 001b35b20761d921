import type { NumericSummary } from '../sources/source.js';

const BINS = 30;

/**
 * About thirty equal-width edges at round numbers, over the range that a picture should show: the reference's
 * 1st to 99th percentile and a quarter of that on either side, but nothing that lies beyond its extremes.
 */
export function roundEdges({ percentiles, minimum, maximum }: NumericSummary): number[] {
  const low = percentiles[0] ?? minimum;
  const high = percentiles[98] ?? maximum;
  const margin = high / 4 - low / 4;
  const start = Math.max(minimum, low - margin);
  const end = Math.min(maximum, high + margin);
  return start < end ? between(start, end) : around(start);
}

/** A constant is drawn in the middle of bins that reach half its size to either side. */
function around(value: number): number[] {
  const reach = value === 0 ? 1 : Math.abs(value) / 2;
  return between(clamp(value - reach), clamp(value + reach));
}

function between(start: number, end: number): number[] {
  // halves first: the difference of ±1e308 would overflow
  const step = roundStep(end / BINS - start / BINS);
  if (!(step > 0)) return [start, end];
  const first = Math.floor(start / step);
  const last = Math.ceil(end / step);
  const edges = Array.from({ length: last - first + 1 }, (_, index) => clamp(multiple(first + index, step)));
  // a step below the spacing of doubles makes neighbours equal
  return edges.every(Number.isFinite) ? edges : [start, end];
}

/** The nearest of 1, 2, 2.5 and 5 times a power of ten. */
function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const candidates = [1, 2, 2.5, 5, 10].map((factor) => factor * power);
  return candidates.reduce((best, next) => (Math.abs(next - step) < Math.abs(best - step) ? next : best));
}

/** Multiples of .1 as people write them: 0.3, not 0.30000000000000004. */
function multiple(count: number, step: number): number {
  return Number((count * step).toPrecision(12));
}

function clamp(value: number): number {
  return Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, value));
}
