import { Matrix } from 'ml-matrix';
import type { CovariateScore, CovariateStatistic } from './covariateStatistic.js';
import { comparedFrame, Components } from './referenceFrame.js';

/**
 * Fréchet distance between the two normal distributions that have these moments (the 2-Wasserstein distance between them,
 * https://en.wikipedia.org/wiki/Fr%C3%A9chet_distance), of features in deviations of the reference, over √d: so it is 1
 * where each of d features moved by one deviation, whatever d. Its square is
 * (‖μ₁ − μ₂‖² + tr Σ₁ + tr Σ₂ − 2 tr (Σ₁^½ Σ₂ Σ₁^½)^½) / d.
 */
export const frechet: CovariateStatistic<CovariateScore> = {
  id: 'frechet',
  title: 'Fréchet distance',
  description:
    'How far means, spreads and correlations of all features together have moved, in deviations of the reference for each feature.',
  order: 4,
  leastChange: 0.05,
  compute(reference, current) {
    const frame = comparedFrame(reference, current);
    if (frame === undefined) return undefined;
    const { values, vectors } = frame.components;
    const { mean, covariance, rows } = frame.framed(current);
    const size = mean.length;
    // Σ₁^½ Σ₂ Σ₁^½ in the coordinates of the components, where Σ₁ is diagonal: its eigenvalues are the same
    const turned = vectors.transpose().mmul(covariance).mmul(vectors);
    const inner = Matrix.zeros(size, size);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        const middle = (turned.get(i, j) + turned.get(j, i)) / 2;
        inner.set(i, j, Math.sqrt((values[i] as number) * (values[j] as number)) * middle);
      }
    }
    const common = new Components(inner).values.reduce((sum, value) => sum + Math.sqrt(value), 0);
    const moved = mean.reduce((sum, value) => sum + value * value, 0);
    const spread = size + Math.max(0, covariance.trace()) - 2 * common;
    const score = Math.sqrt(Math.max(0, moved + spread) / size);
    // of d(d + 1)/2 independent entries of a covariance, and of d means
    const freedom = 1 + (size + 1) / 4;
    return { score, change: score, noise: Math.sqrt(freedom * (1 / reference.rows + 1 / rows)) };
  },
};
