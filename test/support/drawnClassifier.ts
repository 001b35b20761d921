import { randomNumbers } from '../contract/fixture.js';
import type { PredictedRow } from './rowOutcomes.js';

/** Rows of a classifier whose labels are drawn by a probability that follows from the score. */
export function drawnClassifier(
  seed: number,
  rows: number,
  probability: (score: number) => number = (score) => score,
  scoreOf: (uniform: number) => number = (uniform) => uniform,
): PredictedRow[] {
  const random = randomNumbers(seed);
  // the generator's first numbers are close to the seed
  for (let skipped = 0; skipped < 10; skipped++) random();
  return Array.from({ length: rows }, () => {
    const score = scoreOf(random());
    return [score, random() < probability(score) ? 1 : 0] as const;
  });
}
