import { changeDetector, type DetectorState } from './detector.js';
import { addToMean, type RunningMean } from './runningMean.js';

export interface PageHinkleyState extends DetectorState {
  readonly values: RunningMean;
  /** Faded sum of how far values lay above their mean so far, less delta each, and the least that it has been. */
  increase: number;
  leastIncrease: number;
  /** The same plus delta each, and the most that it has been. */
  decrease: number;
  mostDecrease: number;
}

export interface PageHinkleyOptions {
  readonly minInstances: number;
  /** Change of the mean to be tolerated, in the unit of the values. */
  readonly delta: number;
  /** Raises beyond this sum of deviations, in the unit of the values. */
  readonly threshold: number;
  /** What is left of the sums after each value. */
  readonly alpha: number;
  readonly mode: 'up' | 'down' | 'both';
  /** What the sums are compared with: their extreme so far (river), or zero (frouros). */
  readonly from: 'extreme' | 'zero';
}

/**
 * Page–Hinkley test (Page 1954, https://doi.org/10.1093/biomet/41.1-2.100), both ways: equals river's `PageHinkley`. With
 * `{ mode: 'up', from: 'zero' }` it equals frouros', which is later, since the sum has first to climb back to zero.
 */
export const pageHinkley = changeDetector<PageHinkleyState, PageHinkleyOptions>({
  id: 'page_hinkley',
  title: 'Page–Hinkley test',
  description:
    'Sums how far values lie from their mean so far, and raises where the sum has come a threshold away from its extreme; thresholds are in the unit of the values.',
  order: 6,
  inputs: 'real',
  defaults: {
    minInstances: 30,
    delta: 0.005,
    threshold: 50,
    alpha: 1 - 0.0001,
    mode: 'both',
    from: 'extreme',
  },
  start: () => ({
    drift: false,
    values: { n: 0, mean: 0 },
    increase: 0,
    leastIncrease: 0,
    decrease: 0,
    mostDecrease: 0,
  }),
  add(state, value, { minInstances, delta, threshold, alpha, mode, from }) {
    const { values } = state;
    addToMean(values, value);
    const deviation = value - values.mean;
    state.increase = alpha * state.increase + deviation - delta;
    state.decrease = alpha * state.decrease + deviation + delta;
    const isFirst = values.n === 1;
    if (isFirst || state.increase < state.leastIncrease) state.leastIncrease = state.increase;
    if (isFirst || state.decrease > state.mostDecrease) state.mostDecrease = state.decrease;
    if (values.n < minInstances) return;
    const isFromExtreme = from === 'extreme';
    const hasRisen = state.increase - (isFromExtreme ? state.leastIncrease : 0) > threshold;
    const hasFallen = (isFromExtreme ? state.mostDecrease : 0) - state.decrease > threshold;
    state.drift = (mode !== 'down' && hasRisen) || (mode !== 'up' && hasFallen);
  },
});
