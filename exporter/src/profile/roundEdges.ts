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
  // halves first: the difference of ±1e308 would overflow
  const step = roundStep(high / BINS - low / BINS);
  if (!(step > 0)) return [low, high];
  const first = Math.floor(low / step) - BINS;
  const last = Math.ceil(high / step) + BINS;
  const decimals = Math.min(100, Math.max(0, 1 - Math.floor(Math.log10(step))));
  // 0.3 as people write it, not 0.30000000000000004
  return Array.from({ length: last - first + 1 }, (_, index) =>
    clamp(Number(((first + index) * step).toFixed(decimals))),
  );
}

/** The nearest of 1, 2, 2.5 and 5 times a power of ten. */
function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const candidates = [1, 2, 2.5, 5, 10].map((factor) => factor * power);
  return candidates.reduce((best, next) => (Math.abs(next - step) < Math.abs(best - step) ? next : best));
}

function clamp(value: number): number {
  return Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, value));
}
