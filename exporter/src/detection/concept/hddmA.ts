import { changeDetector, type DetectorState } from './detector.js';
import { addToMean, type RunningMean } from './runningMean.js';

export interface HddmAState extends DetectorState {
  warning: boolean;
  readonly all: RunningMean;
  /** The values up to where the mean was lowest, and highest, within its bound. */
  readonly lowest: RunningMean;
  readonly highest: RunningMean;
}

export interface HddmAOptions {
  /** Chance of a false alarm that a single look at the values accepts. */
  readonly driftConfidence: number;
  readonly warningConfidence: number;
  /** Whether it also looks for a falling mean. */
  readonly twoSided: boolean;
}

/**
 * Hoeffding drift detection method, A-test of averages (Frías-Blanco et al. 2014, https://doi.org/10.1109/TKDE.2014.2345382):
 * equals river's `HDDM_A`.
 */
export const hddmA = changeDetector<HddmAState, HddmAOptions>({
  id: 'hddm_a',
  title: 'Hoeffding drift detection, averages',
  description:
    'Compares the mean since the start with that of the best stretch at the start by Hoeffding’s bound, which holds for any values from 0 to 1, but takes the mean of many rows for one.',
  order: 4,
  inputs: 'unit',
  defaults: { driftConfidence: 0.001, warningConfidence: 0.005, twoSided: false },
  start: () => ({
    drift: false,
    warning: false,
    all: { n: 0, mean: 0 },
    lowest: { n: 0, mean: 0 },
    highest: { n: 0, mean: 0 },
  }),
  add(state, value, { driftConfidence, warningConfidence, twoSided }) {
    const { all, lowest, highest } = state;
    addToMean(all, value);
    const bound = hoeffding(all.n, driftConfidence);
    if (lowest.n === 0 || lowest.mean + hoeffding(lowest.n, driftConfidence) >= all.mean + bound) {
      copy(all, lowest);
    }
    if (highest.n === 0 || highest.mean - hoeffding(highest.n, driftConfidence) <= all.mean - bound) {
      copy(all, highest);
    }
    const rise = all.mean - lowest.mean;
    state.drift = exceeds(rise, lowest.n, all.n, driftConfidence);
    state.warning = !state.drift && exceeds(rise, lowest.n, all.n, warningConfidence);
    if (!twoSided) return;
    const fall = highest.mean - all.mean;
    if (exceeds(fall, highest.n, all.n, driftConfidence)) state.drift = true;
    else if (exceeds(fall, highest.n, all.n, warningConfidence)) state.warning = true;
  },
});

function copy({ n, mean }: RunningMean, to: RunningMean): void {
  to.n = n;
  to.mean = mean;
}

/** How far a mean of n values may lie from the truth. */
function hoeffding(n: number, confidence: number): number {
  return Math.sqrt((1 / (2 * n)) * Math.log(1 / confidence));
}

/** Whether the mean of all values is farther from that of the first `part` than chance would have it. */
function exceeds(difference: number, part: number, all: number, confidence: number): boolean {
  if (part === all) return false;
  const share = ((all - part) / part) * (1 / all);
  return difference >= Math.sqrt((share / 2) * Math.log(2 / confidence));
}
