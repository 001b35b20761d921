import { fSurvival } from '../../statistics/numerics/fDistribution.js';
import { comparedFrame } from './referenceFrame.js';
import type { CovariateScore, CovariateStatistic } from './covariateStatistic.js';

export interface Hotelling extends CovariateScore {
  /** Mahalanobis distance of the means, in deviations of the reference. */
  readonly score: number;
  /** nm/(n + m) times its square. */
  readonly t_squared: number;
  /** Directions in which the reference varies: fewer than features where some are sums or copies of others. */
  readonly rank: number;
}

/**
 * Hotelling's T² of the current mean against the reference's, with the reference's covariance S (a pooled one would take
 * in what the current rows' outliers add to it): d = x̄ − ȳ, T² = nm/(n + m) · dᵀS⁻¹d
 * (https://en.wikipedia.org/wiki/Hotelling%27s_T-squared_distribution). Where S is singular it is inverted on the directions
 * in which the reference varies (Moore–Penrose). Without drift and with normal rows d and S are independent, and
 * T² (n − r)/(r (n − 1)) follows F with r and n − r degrees of freedom, whatever m. No p-value where the reference has no
 * more rows than features: which directions vary is then chance.
 */
export const hotelling: CovariateStatistic<Hotelling> = {
  id: 'hotelling',
  title: 'Hotelling’s T²',
  description:
    'How far the mean of all features together has moved, measured against how they vary together in the reference.',
  order: 2,
  leastChange: 0.1,
  compute(reference, current) {
    const frame = comparedFrame(reference, current);
    if (frame === undefined) return undefined;
    const { values, vectors, rank } = frame.components;
    const { mean } = frame.framed(current);
    const [n, m] = [reference.rows, current.rows];
    let square = 0;
    for (let component = 0; component < rank; component++) {
      let along = 0;
      for (let i = 0; i < mean.length; i++) along += vectors.get(i, component) * (mean[i] as number);
      // the covariance of a sample divides by n − 1
      square += (along * along * (n - 1)) / (n * (values[component] as number));
    }
    const tSquared = (square * n * m) / (n + m);
    const score = Math.sqrt(square);
    return {
      score,
      change: score,
      noise: Math.sqrt(rank * (1 / n + 1 / m)),
      t_squared: tSquared,
      rank,
      ...(n > mean.length + 1
        ? { p_value: fSurvival((tSquared * (n - rank)) / (rank * (n - 1)), rank, n - rank) }
        : {}),
    };
  },
};
