import { changeDetector, type DetectorState } from './detector.js';
import { addToMean, type RunningMean } from './runningMean.js';

export interface CusumState extends DetectorState {
  readonly values: RunningMean;
  sum: number;
}

export interface CusumOptions {
  readonly minInstances: number;
  /** Rise of the mean to be tolerated, in the unit of the values. */
  readonly delta: number;
  /** Raises beyond this sum of deviations, in the unit of the values. */
  readonly threshold: number;
}

/** Cumulative sum (Page 1954, https://doi.org/10.1093/biomet/41.1-2.100), upwards only: equals frouros' `CUSUM`. */
export const cusum = changeDetector<CusumState, CusumOptions>({
  id: 'cusum',
  title: 'Cumulative sum',
  description:
    'Sums how far values lie above their mean so far, never below zero, and raises beyond a threshold in the unit of the values; sees rises only.',
  order: 7,
  inputs: 'real',
  defaults: { minInstances: 30, delta: 0.005, threshold: 50 },
  start: () => ({ drift: false, values: { n: 0, mean: 0 }, sum: 0 }),
  add(state, value, { minInstances, delta, threshold }) {
    addToMean(state.values, value);
    state.sum = Math.max(0, state.sum + value - state.values.mean - delta);
    state.drift = state.values.n >= minInstances && state.sum > threshold;
  },
});
