import { max, min, quantile } from 'd3-array';
import type { TrendLine } from './trendLine';

/** What the axis of scores shows, and how much lies beyond. */
export interface ScoreRange {
  readonly bottom: number;
  readonly top: number;
  /** How many values lie above the top. */
  readonly above: number;
}

/** Values beyond this many times the highest threshold are outliers, unless one in fifty is. */
const OUTLIER = 3;
/** Smaller scores make no difference on a logarithmic axis. */
const SMALLEST = 0.001;

/** Arithmetic beyond overflows. */
const LARGEST = 1e300;

/** From 0, or a small number on a logarithmic axis, to where thresholds and nearly all values are seen. */
export function scoreRange(lines: readonly TrendLine[], scale: 'linear' | 'log'): ScoreRange {
  const values = lines.flatMap(({ points }) => points.flatMap(({ value }) => (value === null ? [] : [value])));
  const highest = max(values) ?? 0;
  const threshold = max(lines.flatMap(({ thresholds }) => Object.values<number>(thresholds))) ?? 0;
  const config = lines[0]?.field.config;
  const usual = Math.max(OUTLIER * threshold, 1.2 * (quantile(values, 0.98) ?? 0));
  const automatic = Math.max(scale === 'log' || highest <= usual ? highest : usual, 1.12 * threshold);
  const top = config?.max ?? (automatic > 0 ? Math.min(automatic * 1.04, LARGEST) : 1);
  const smallest = Math.max(SMALLEST, 0.7 * (min(values, (value) => (value > 0 ? value : undefined)) ?? SMALLEST));
  const bottom =
    scale === 'log'
      ? Math.min(positive(config?.min) ?? smallest, top / 10)
      : (config?.min ?? Math.min(0, min(values) ?? 0));
  return { bottom, top, above: values.filter((value) => value > top).length };
}

function positive(value: number | null | undefined): number | undefined {
  return value !== null && value !== undefined && value > 0 ? value : undefined;
}
