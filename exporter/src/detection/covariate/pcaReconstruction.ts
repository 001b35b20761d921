import { comparedFrame } from './referenceFrame.js';
import type { CovariateScore, CovariateStatistic } from './covariateStatistic.js';

export interface PcaReconstruction extends CovariateScore {
  /** Root mean square error of the current rows, in deviations of the reference, as is `reference`. */
  readonly score: number;
  /** The reference's own. */
  readonly reference: number;
  /** Principal components that rows are projected on. */
  readonly components: number;
  /** The mean of rows' errors, which is what NannyML gives; only where the source told residuals. */
  readonly mean_error?: number;
}

/**
 * Reconstruction error of principal components: rows are projected on the reference's components, as many as explain
 * more than 65 % of its variance, and what is lost is measured. Its root mean square over rows follows from second
 * moments: with C the current second moments about the reference's mean, in its deviations, and Q the components left
 * out, it is √ tr(QᵀCQ). It may fall as well as rise: `change` is the distance from the reference's own, either way.
 * The mean of the errors does not follow; it equals NannyML's DataReconstructionDriftCalculator
 * (https://nannyml.readthedocs.io/en/stable/how_it_works/multivariate_drift.html#data-reconstruction-with-pca).
 */
export const pcaReconstruction: CovariateStatistic<PcaReconstruction> = {
  id: 'pca_reconstruction',
  title: 'PCA reconstruction error',
  description:
    'How much of a row is lost when it is rebuilt from the main directions of the reference: it changes where features no longer go together as they did.',
  order: 1,
  leastChange: 0.05,
  compute(reference, current) {
    const frame = comparedFrame(reference, current);
    if (frame === undefined) return undefined;
    const { values, vectors, explaining } = frame.components;
    const { mean, covariance, rows } = frame.framed(current);
    const lost = covariance.mmul(vectors);
    let [square, own, ownSquares] = [0, 0, 0];
    for (let component = explaining; component < values.length; component++) {
      let along = 0;
      let variance = 0;
      for (let i = 0; i < mean.length; i++) {
        along += vectors.get(i, component) * (mean[i] as number);
        variance += vectors.get(i, component) * lost.get(i, component);
      }
      square += Math.max(0, variance) + along * along;
      const value = values[component] as number;
      own += value;
      ownSquares += value * value;
    }
    const [score, before] = [Math.sqrt(square), Math.sqrt(own)];
    // the squared error of a normal row has the variance 2 Σλ²
    const noise = own === 0 ? 0 : Math.sqrt((ownSquares / (2 * own)) * (1 / reference.rows + 1 / rows));
    const { residuals } = current;
    return {
      score,
      change: Math.abs(score - before),
      noise,
      reference: before,
      components: explaining,
      ...(residuals === undefined ? {} : { mean_error: residuals / rows }),
    };
  },
};
