import { changeDetector, type DetectorState } from './detector.js';
import { addToMean, type RunningMean } from './runningMean.js';

export interface EddmState extends DetectorState {
  warning: boolean;
  rows: number;
  /** The row of the last error, from 1; 0 before the first. */
  lastError: number;
  /** In rows from one error to the next. */
  readonly distances: RunningMean;
  /** Σ (distance − mean)² */
  squares: number;
  /** The most that mean plus twice the deviation of the distances has been; −1 before. */
  most: number;
}

export interface EddmOptions {
  /** So many errors before it may raise. */
  readonly warmStart: number;
  /** Warns below this share of the largest distance. */
  readonly alpha: number;
  /** Raises below this share of the largest distance. */
  readonly beta: number;
}

/**
 * Early drift detection method (Baena-García et al. 2006, https://www.cs.upc.edu/~abifet/EDDM.pdf): equals river's `EDDM`,
 * also in that a warning holds until an error ends it, and that a new largest distance does not.
 */
export const eddm = changeDetector<EddmState, EddmOptions>({
  id: 'eddm',
  title: 'Early drift detection method',
  description:
    'Raises where errors follow each other closer than they did at best; meant for slow change, and eager: it raises false alarms on most long stable streams.',
  order: 3,
  inputs: 'binary',
  defaults: { warmStart: 30, alpha: 0.95, beta: 0.9 },
  start: () => ({
    drift: false,
    warning: false,
    rows: 0,
    lastError: 0,
    distances: { n: 0, mean: 0 },
    squares: 0,
    most: -1,
  }),
  add(state, value, { warmStart, alpha, beta }) {
    state.rows += 1;
    if (value !== 1) return;
    const { distances } = state;
    const distance = state.rows - state.lastError;
    state.lastError = state.rows;
    const meanBefore = distances.mean;
    addToMean(distances, distance);
    state.squares += (distance - meanBefore) * (distance - distances.mean);
    if (state.rows <= warmStart) return;
    const variance = distances.n > 1 ? state.squares / (distances.n - 1) : 0;
    const level = distances.mean + 2 * Math.sqrt(variance);
    if (level > state.most) {
      state.most = level;
    } else if (distances.n > warmStart) {
      const share = level / state.most;
      state.drift = share < beta;
      // a warning that led to the change still stands
      if (!state.drift) state.warning = share < alpha;
    }
  },
});
