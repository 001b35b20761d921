import { changeDetector, type DetectorState } from './detector.js';
import { addToMean, type RunningMean } from './runningMean.js';

/** An error rate and its standard deviation. */
export interface ErrorRate {
  readonly rate: number;
  readonly deviation: number;
}

export interface DdmState extends DetectorState {
  warning: boolean;
  readonly errors: RunningMean;
  /** Where rate and deviation together were least; null while warming up. */
  best: ErrorRate | null;
}

export interface DdmOptions {
  /** So many rows before it may raise. */
  readonly warmStart: number;
  /** In standard deviations of the best rate. */
  readonly warningThreshold: number;
  readonly driftThreshold: number;
}

/** Drift detection method (Gama et al. 2004, https://doi.org/10.1007/978-3-540-28645-5_29): equals river's `DDM`. */
export const ddm = changeDetector<DdmState, DdmOptions>({
  id: 'ddm',
  title: 'Drift detection method',
  description:
    'Compares the error rate since the start with the best that it has been, in standard deviations; where errors are rare, most single ones raise it.',
  order: 2,
  inputs: 'binary',
  defaults: { warmStart: 30, warningThreshold: 2, driftThreshold: 3 },
  start: () => ({ drift: false, warning: false, errors: { n: 0, mean: 0 }, best: null }),
  add(state, value, { warmStart, warningThreshold, driftThreshold }) {
    addToMean(state.errors, value);
    const { n, mean: rate } = state.errors;
    if (n <= warmStart) return;
    const deviation = Math.sqrt((rate * (1 - rate)) / n);
    const level = rate + deviation;
    let { best } = state;
    if (best === null || level <= best.rate + best.deviation) {
      best = { rate, deviation };
      state.best = best;
    }
    state.drift = level > best.rate + driftThreshold * best.deviation;
    state.warning = !state.drift && level > best.rate + warningThreshold * best.deviation;
  },
});
