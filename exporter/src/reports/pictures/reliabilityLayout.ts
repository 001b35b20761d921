import type { ReliabilityPoint } from '../../detection/performance/reliability.js';
import { percent, whole } from '../numbers.js';
import { ticks } from './ticks.js';

export const RELIABILITY_SIDE = 220;

/** What `reliabilitySpec` draws, in pixels. */
export interface ReliabilityDrawing {
  readonly steps: readonly { readonly x: number; readonly y: number; readonly label: string }[];
  readonly diagonal: readonly { readonly x: number; readonly y: number }[];
  readonly points: readonly {
    readonly x: number;
    readonly y: number;
    readonly y0: number;
    readonly y1: number;
    /** Whether the diagonal passes beside the interval. */
    readonly isOff: boolean;
    readonly tip: string;
  }[];
}

/** Places what came above what scores promised, on two like scales from zero on. */
export function reliabilityLayout(points: readonly ReliabilityPoint[]): ReliabilityDrawing {
  const reached = Math.max(
    0.01,
    ...points.flatMap(({ mean_prediction: mean, observed_rate: rate, upper }) => [mean, rate, upper]),
  );
  const most = Math.min(1, reached * 1.05);
  const x = (share: number): number => Math.round((10 * RELIABILITY_SIDE * share) / most) / 10;
  const y = (share: number): number => Math.round(10 * RELIABILITY_SIDE * (1 - share / most)) / 10;
  return {
    steps: ticks(0, most, 4).map(({ value }) => ({ x: x(value), y: y(value), label: percent(value) })),
    diagonal: [
      { x: 0, y: y(0) },
      { x: x(most), y: y(most) },
    ],
    points: points.map(({ mean_prediction: mean, observed_rate: rate, lower, upper, rows }) => ({
      x: x(mean),
      y: y(rate),
      y0: y(lower),
      y1: y(upper),
      isOff: mean < lower || mean > upper,
      tip: `${whole(rows)} rows of mean score ${percent(mean)}: ${percent(rate)} positive (${percent(lower)} to ${percent(upper)})`,
    })),
  };
}
