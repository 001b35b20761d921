import type { NumericSummary } from '../sources/source.js';

/** Bins over the reference's middle, and as many again on either side. */
const BINS = 20;

/**
 * Equal-width edges at round numbers, about twenty over the range that holds most of the reference (its 1st to 99th
 * percentile) and as many on either side of it, so that data that has moved away still has a shape to be drawn.
 */
export function roundEdges({ percentiles, minimum, maximum }: NumericSummary): number[] {
  const low = percentiles[0] ?? minimum;
  const high = percentiles[98] ?? maximum;
  if (low < high) return edgesOver(low, high);
  // a constant is drawn in the middle of bins that reach half its size to either side, and as far again
  const reach = low === 0 ? 1 : Math.abs(low) / 2;
  return edgesOver(clamp(low - reach), clamp(low + reach));
}

function edgesOver(low: number, high: number): number[] {
  // parts first: the difference of ±1e308 would overflow
  const { digits, exponent, size } = roundStep(high / BINS - low / BINS);
  const first = Math.floor(low / size) - BINS;
  const last = Math.ceil(high / size) + BINS;
  // a step below the spacing of doubles has no multiples there
  if (!Number.isSafeInteger(first * digits) || !Number.isSafeInteger(last * digits)) return [low, high];
  // read as text, a multiple of .1 is as people write it: 0.3, not 0.30000000000000004
  return Array.from({ length: last - first + 1 }, (_, index) =>
    clamp(Number(`${(first + index) * digits}e${exponent}`)),
  );
}

/** `digits` times ten to the power of `exponent`. */
interface RoundNumber {
  readonly digits: number;
  readonly exponent: number;
  readonly size: number;
}

/** The nearest of 1, 2, 2.5 and 5 times a power of ten. */
function roundStep(step: number): RoundNumber {
  const exponent = Math.floor(Math.log10(step)) - 1;
  const candidates = [10, 20, 25, 50, 100].map((digits) => ({
    digits,
    exponent,
    size: Number(`${digits}e${exponent}`),
  }));
  const distance = ({ size }: RoundNumber): number => Math.abs(size - step);
  return candidates.reduce((best, next) => (distance(next) < distance(best) ? next : best));
}

function clamp(value: number): number {
  return Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, value));
}
