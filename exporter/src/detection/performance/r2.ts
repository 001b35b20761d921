import type { RegressionMetric } from './performanceMetric.js';

/** A sum of squares that is so small a part of what it was left of is rounding. */
const ROUNDING = 1e-12;

/** Undefined where all labels are the same. */
export const r2: RegressionMetric = {
  id: 'r2',
  title: 'R²',
  description:
    'The share of the variance of the target that predictions explain; below 0, its mean would do better.',
  task: 'regression',
  order: 11,
  better: 'higher',
  range: [-Infinity, 1],
  compute({ rows, squaredError, labelDeviation, labelSquare }) {
    if (rows < 2) return undefined;
    const spread = labelSquare - (labelDeviation * labelDeviation) / rows;
    return spread > ROUNDING * labelSquare ? { value: 1 - squaredError / spread, rows } : undefined;
  },
};
