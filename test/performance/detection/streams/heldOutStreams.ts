import {
  categoricalDistribution,
  moved,
  overDeciles,
  type Cumulative,
  type Distribution,
  type Effect,
} from '../../../../exporter/src/detection/lstm/simulate/distribution.js';
import type { Draws } from '../../../../exporter/src/detection/lstm/simulate/draws.js';
import {
  simulateStream,
  type SimulatedStream,
} from '../../../../exporter/src/detection/lstm/simulate/simulatedStream.js';

/** Streams of distributions that the network was never trained on; changes are drawn as in training. */

export interface Setting {
  readonly perHour: number;
  /** Rows come independently of each other; else half of the feeds, at most, have days that differ, outages and bursts. */
  readonly isIndependent: boolean;
}

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/** Each of mean 0 and deviation 1, about. */
const cumulatives: Readonly<Record<string, Cumulative>> = {
  gumbel: moved((x) => Math.exp(-Math.exp(-1.2825 * x - 0.5772))),
  arcsine: moved((x) => 0.5 + Math.asin(Math.max(-1, Math.min(1, x / Math.SQRT2))) / Math.PI),
  triangular: moved((x) => {
    const place = Math.max(-1, Math.min(1, x / Math.sqrt(6)));
    return place < 0 ? (1 + place) ** 2 / 2 : 1 - (1 - place) ** 2 / 2;
  }),
  threeHills: moved((x) => (logistic((x + 1.2) * 6) + logistic(x * 6) + logistic((x - 1.2) * 6)) / 3),
};

function drawDistribution(effects: () => readonly Effect[], draws: Draws): Distribution {
  if (draws.chance(0.25)) return categoricalDistribution(4 + draws.below(12), draws);
  return overDeciles(cumulatives[draws.pick(Object.keys(cumulatives))] as Cumulative, effects());
}

export function heldOutStream(
  draws: Draws,
  { perHour, isIndependent }: Setting,
  hours: number,
  change?: { readonly onset: number },
): SimulatedStream {
  return simulateStream(draws, {
    volume: perHour,
    ...(isIndependent ? { isIndependent } : {}),
    referenceDays: 56,
    distribution: drawDistribution,
    hours,
    ...change,
  });
}
