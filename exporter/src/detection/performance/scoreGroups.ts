import { countsBetween } from '../../profile/profile.js';
import { clampShare } from './cellLoss.js';
import type { ClassificationOutcome } from './windowOutcome.js';

/** Labelled rows whose scores lie between two neighbouring deciles of the reference. */
export interface ScoreGroup {
  /** Scores above `lower`, up to `upper`, as far as they are in 0–1. */
  readonly lower: number;
  readonly upper: number;
  readonly rows: number;
  readonly positives: number;
  /** Σ (score − label). */
  readonly gap: number;
  /** Variance of `gap`, if the scores are the probabilities of their labels. */
  readonly variance: number;
}

/**
 * By the PSI cells of the score: the deciles of the reference, and scores that hold over a tenth of its rows by
 * themselves. Groups without rows are left out.
 */
export function scoreGroups({
  grid,
  labelled,
  positives,
  signedErrors,
}: ClassificationOutcome): ScoreGroup[] {
  const { edges, psiEdges } = grid;
  const variances = labelled.map((count, cell) => {
    const mean = count > 0 ? ((signedErrors[cell] as number) + (positives[cell] as number)) / count : 0;
    return count * Math.max(0, mean * (1 - mean));
  });
  const [rows, hits, gaps, spreads] = [labelled, positives, signedErrors, variances].map((values) =>
    countsBetween(values, psiEdges),
  ) as [Float64Array, Float64Array, Float64Array, Float64Array];
  const bounds = [0, ...Array.from(psiEdges, (index) => clampShare(edges[index] as number)), 1];
  return Array.from(rows, (count, group) => ({
    lower: bounds[group] as number,
    upper: bounds[group + 1] as number,
    rows: count,
    positives: hits[group] as number,
    gap: gaps[group] as number,
    variance: spreads[group] as number,
  })).filter((group) => group.rows > 0);
}
