import { changeDetector, type DetectorState } from './detector.js';

/** An exponentially weighted mean. */
export interface WeightedMean {
  mean: number;
  /** Σ of the squared weights; 1 before the first value. */
  squaredWeights: number;
  hasValues: boolean;
}

/** Where the mean was at its extreme, what it was there, and that of the values since. */
export interface Cut {
  /** The extreme of mean and bound together; null before the first value. */
  at: number | null;
  readonly before: WeightedMean;
  readonly since: WeightedMean;
}

export interface HddmWState extends DetectorState {
  warning: boolean;
  readonly all: WeightedMean;
  readonly lowest: Cut;
  readonly highest: Cut;
}

export interface HddmWOptions {
  /** Chance of a false alarm that a single look at the values accepts. */
  readonly driftConfidence: number;
  readonly warningConfidence: number;
  /** Weight of the newest value. */
  readonly lambda: number;
  /** Whether it also looks for a falling mean. */
  readonly twoSided: boolean;
  /**
   * Whether a mean of exactly 0 counts as none yet, so that the next value becomes the mean: river's `EWMean` does so, which
   * makes one error after some hundred correct rows a change. False is the method as published.
   */
  readonly zeroIsNone: boolean;
}

/**
 * Hoeffding drift detection method, W-test of weighted averages by McDiarmid's bound (Frías-Blanco et al. 2014,
 * https://doi.org/10.1109/TKDE.2014.2345382): with `zeroIsNone` it equals river's `HDDM_W`, else the method as published.
 */
export const hddmW = changeDetector<HddmWState, HddmWOptions>({
  id: 'hddm_w',
  title: 'Hoeffding drift detection, weighted averages',
  description:
    'Compares the recent, exponentially weighted mean with the best that it has been by McDiarmid’s bound, for values from 0 to 1; sees large changes within some hundred rows, and small ones late or not at all.',
  order: 5,
  inputs: 'unit',
  defaults: {
    driftConfidence: 0.001,
    warningConfidence: 0.005,
    lambda: 0.05,
    twoSided: false,
    zeroIsNone: false,
  },
  start: () => ({ drift: false, warning: false, all: noValues(), lowest: noCut(), highest: noCut() }),
  add(state, value, options) {
    const { driftConfidence, warningConfidence, twoSided } = options;
    const { all, lowest, highest } = state;
    weigh(all, value, options);
    const bound = mcDiarmid(all.squaredWeights, driftConfidence);
    const upper = all.mean + bound;
    const lower = all.mean - bound;
    follow(lowest, upper, lowest.at === null || upper < lowest.at, all, value, options);
    state.drift = exceeds(lowest.before, lowest.since, driftConfidence);
    state.warning = !state.drift && exceeds(lowest.before, lowest.since, warningConfidence);
    if (!twoSided) return;
    follow(highest, lower, highest.at === null || lower > highest.at, all, value, options);
    if (exceeds(highest.since, highest.before, driftConfidence)) state.drift = true;
    else if (exceeds(highest.since, highest.before, warningConfidence)) state.warning = true;
  },
});

function noValues(): WeightedMean {
  return { mean: 0, squaredWeights: 1, hasValues: false };
}

function noCut(): Cut {
  return { at: null, before: noValues(), since: noValues() };
}

function weigh(weighted: WeightedMean, value: number, { lambda, zeroIsNone }: HddmWOptions): void {
  const isFirst = zeroIsNone ? weighted.mean === 0 : !weighted.hasValues;
  weighted.mean = isFirst ? value : lambda * value + (1 - lambda) * weighted.mean;
  weighted.squaredWeights = lambda * lambda + (1 - lambda) ** 2 * weighted.squaredWeights;
  weighted.hasValues = true;
}

/** Moves the cut to this value where it is a new extreme, else takes the value into the mean since the cut. */
function follow(
  cut: Cut,
  at: number,
  isExtreme: boolean,
  all: WeightedMean,
  value: number,
  options: HddmWOptions,
): void {
  if (isExtreme) {
    cut.at = at;
    Object.assign(cut.before, all);
    Object.assign(cut.since, noValues());
  } else {
    weigh(cut.since, value, options);
  }
}

/** How far a weighted mean may lie from the truth. */
function mcDiarmid(squaredWeights: number, confidence: number): number {
  return Math.sqrt((squaredWeights * Math.log(1 / confidence)) / 2);
}

/** Whether `high` is farther above `low` than chance would have it. */
function exceeds(low: WeightedMean, high: WeightedMean, confidence: number): boolean {
  if (!low.hasValues || !high.hasValues) return false;
  return high.mean - low.mean > mcDiarmid(low.squaredWeights + high.squaredWeights, confidence);
}
