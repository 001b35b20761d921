import { outcomes } from '../../profile/outcome.js';
import type { Profile } from '../../profile/profile.js';
import { sumOf } from './jointTable.js';

/** A change of ROC AUC, taken apart: `current − reference = covariate + concept`. */
export interface AucParts {
  readonly reference: number;
  readonly current: number;
  /** Scores are distributed otherwise, with the label rate that each score had: what the inputs bring, as the model sees them. */
  readonly covariate: number;
  /** The same scores have another label rate than they had: the relation of inputs and label is another. */
  readonly concept: number;
  /** Standard deviation of the change by chance (Hanley and McNeil 1982, https://doi.org/10.1148/radiology.143.1.7063747). */
  readonly error: number;
}

/**
 * What a change of ROC AUC is made of, from the labels in the cells of the prediction itself. Between the reference's AUC and the
 * current one stands the AUC that the current scores would have with the reference's label rate of each cell of scores, of which it is the
 * expectation if P(label | score) had stayed (what NannyML's CBPE estimates after calibration on the reference,
 * https://nannyml.readthedocs.io/en/stable/how_it_works/performance_estimation.html). Scores within a cell count as tied, on both sides
 * alike. A cell that the reference had no label in takes its current rate, so that it has no part in concept.
 *
 * @param reference profile of the prediction, with `label` of zeros and ones among its joint columns
 * @returns undefined where a side has one class only, or labels are not zeros and ones
 */
export function aucParts(reference: Profile, current: Profile): AucParts | undefined {
  const before = labelsOf(reference);
  const after = labelsOf(current);
  if (before === undefined || after === undefined || reference.grid.kind !== 'numeric') return undefined;
  const expected = after.rows.map((rows, cell) => {
    const known = before.rows[cell] ?? 0;
    return known > 0 ? (rows * (before.hits[cell] ?? 0)) / known : (after.hits[cell] ?? 0);
  });
  const auc = {
    reference: areaUnderCurve(before.rows, before.hits),
    between: areaUnderCurve(after.rows, expected),
    current: areaUnderCurve(after.rows, after.hits),
  };
  if (auc.reference === undefined || auc.between === undefined || auc.current === undefined) return undefined;
  return {
    reference: auc.reference,
    current: auc.current,
    covariate: auc.between - auc.reference,
    concept: auc.current - auc.between,
    error: Math.sqrt(variance(auc.reference, before) + variance(auc.current, after)),
  };
}

function variance(area: number, { rows, hits }: Labels): number {
  const found = sumOf(hits);
  const misses = sumOf(rows) - found;
  const square = area * area;
  const ofHits = (found - 1) * (area / (2 - area) - square);
  const ofMisses = (misses - 1) * ((2 * square) / (1 + area) - square);
  return Math.max(0, (area - square + ofHits + ofMisses) / (found * misses));
}

/**
 * Area under the ROC curve of scores in ascending cells: the probability that a hit has a higher score than a miss, ties
 * counting half (https://en.wikipedia.org/wiki/Receiver_operating_characteristic). Undefined without a hit or a miss.
 */
export function areaUnderCurve(rows: Float64Array, hits: Float64Array): number | undefined {
  let pairs = 0;
  let misses = 0;
  let found = 0;
  for (const [cell, count] of rows.entries()) {
    const own = hits[cell] ?? 0;
    pairs += own * (misses + (count - own) / 2);
    misses += count - own;
    found += own;
  }
  return found > 0 && misses > 0 ? pairs / (found * misses) : undefined;
}

interface Labels {
  readonly rows: Float64Array;
  readonly hits: Float64Array;
}

function labelsOf({ joint }: Profile): Labels | undefined {
  const label = joint[outcomes.label];
  if (label === undefined) return undefined;
  const { counts: rows, sums: hits } = label;
  return hits.every((sum, cell) => sum >= 0 && sum <= (rows[cell] ?? 0)) ? { rows, hits } : undefined;
}
