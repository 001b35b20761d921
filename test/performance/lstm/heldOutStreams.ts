import type { Change } from '../../../exporter/src/detection/lstm/simulate/change.js';
import {
  categoricalDistribution,
  moved,
  overDeciles,
  type Cumulative,
  type Distribution,
  type Effect,
} from '../../../exporter/src/detection/lstm/simulate/distribution.js';
import type { Draws } from '../../../exporter/src/detection/lstm/simulate/draws.js';
import {
  simulateStream,
  type SimulatedStream,
} from '../../../exporter/src/detection/lstm/simulate/simulatedStream.js';
import type { HourlyRows } from '../streams/resample.js';

/** Streams of distributions, and changes of strengths and courses, that the network was never trained on. */

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

type Course = (draws: Draws) => Change['at'];

const none = { kind: '', course: '', move: 0, stretch: 0, missing: 0, flows: [] };
const atOnce: Course = () => () => ({ size: 1, mixed: 1 });

/** Moves numbers by so many deviations, or a third as large a share of the most frequent category to the next. */
function values(strength: number, course: Course) {
  return ({ isOrdered }: Distribution, draws: Draws): Change => ({
    ...none,
    ...(isOrdered ? { move: strength } : { flows: [{ from: 0, to: 1, share: strength / 1.5 }] }),
    at: course(draws),
  });
}

function missing(share: number) {
  return (_: Distribution, draws: Draws): Change => ({ ...none, missing: share, at: atOnce(draws) });
}

export const changes: Readonly<Record<string, (distribution: Distribution, draws: Draws) => Change>> = {
  'abrupt, 0.35 σ': values(0.35, atOnce),
  'abrupt, 0.7 σ': values(0.7, atOnce),
  'abrupt, 1.1 σ': values(1.1, atOnce),
  'gradual: in more and more hours 1.1 σ, in all after 150': values(1.1, (draws) => (hour) => ({
    size: 1,
    mixed: draws.chance(hour / 150) ? 1 : 0,
  })),
  'incremental: 0 to 1.1 σ in 300 hours': values(1.1, () => (hour) => ({
    size: Math.min(1, hour / 300),
    mixed: 1,
  })),
  'recurring: 1.1 σ in seven hours of each day': values(1.1, () => (hour) => ({
    size: 1,
    mixed: hour % 24 >= 8 && hour % 24 < 15 ? 1 : 0,
  })),
  'missing, 6 % of rows': missing(0.06),
  'missing, 25 %': missing(0.25),
  'missing, all': missing(1),
};

export function heldOutStream(
  draws: Draws,
  { perHour, isIndependent }: Setting,
  hours: number,
  change?: { readonly onset: number; readonly change?: (typeof changes)[string] },
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

/** A stream's hours, and its reference's, as the other rules of the bench take them. */
export function hourlyRows({ hours, isOrdered }: SimulatedStream, feature: string): HourlyRows {
  return { feature, isNumeric: isOrdered, ...hours };
}

export function referenceRows({ reference, isOrdered }: SimulatedStream, feature: string): HourlyRows {
  const { cells, counts, missing, starts } = reference;
  const width = cells + 1;
  const rows = new Float64Array(starts.length * width);
  for (let hour = 0; hour < starts.length; hour++) {
    rows.set(counts.subarray(hour * cells, (hour + 1) * cells), hour * width);
    rows[hour * width + cells] = missing[hour] as number;
  }
  return { feature, isNumeric: isOrdered, cells, counts: rows };
}
