/** What rows tell of predictions and labels, one by one, and profiles of them. */
import type { NumericGrid } from '../../exporter/src/profile/grid.js';
import type { OutcomeName } from '../../exporter/src/profile/outcome.js';
import type { Profile } from '../../exporter/src/profile/profile.js';
import { cellIndex } from '../../exporter/src/sources/samples/cellIndex.js';
import { emptyJoint, type JointSums } from '../../exporter/src/sources/source.js';
import { numericProfile } from './samples.js';

// a look at a global takes jest's modules a microsecond
const { abs, log, max } = Math;
const { isNaN } = Number;

export type RowOutcomes = Partial<Record<OutcomeName, number>>;

/** A prediction and its label, NaN where there is none. */
export type PredictedRow = readonly [prediction: number, label: number];

/** By the definitions of `outcomes`; `p` and `y` are numbers, NaN where there is none. */
export function classificationRow(p: number, y: number, threshold: number): RowOutcomes {
  const isScore = p >= 0 && p <= 1;
  const isLabel = y === 0 || y === 1;
  const decision = p >= threshold ? 1 : 0;
  if (isScore && isLabel) {
    // rows as most are, written out: tests draw many
    return {
      label: y,
      prediction: p,
      decision,
      error: abs(decision - y),
      squared_error: (p - y) ** 2,
      log_loss: -log(max(2 ** -52, y === 1 ? p : 1 - p)),
      predicted_positive: decision,
      true_positive: decision * y,
      signed_error: p - y,
    };
  }
  const isOdd = (!isNaN(p) && !isScore) || (!isNaN(y) && !isLabel);
  return {
    ...(isLabel ? { label: y } : {}),
    ...(isScore ? { prediction: p, decision } : {}),
    ...(isOdd ? { odd: 1 } : {}),
  };
}

export function regressionRow(p: number, y: number, center: number): RowOutcomes {
  const [isPrediction, isLabel] = [p, y].map((number) => abs(number) <= 1e150);
  return {
    ...(isLabel === true ? { label: y } : {}),
    ...(isPrediction === true ? { prediction: p } : {}),
    ...(isPrediction === true && isLabel === true
      ? {
          error: abs(p - y),
          squared_error: (p - y) ** 2,
          signed_error: p - y,
          label_deviation: y - center,
          label_square: (y - center) ** 2,
        }
      : {}),
  };
}

/** A grid of these edges alone, each of which bounds a group of scores. */
export function gridAt(...edges: readonly number[]): NumericGrid {
  return {
    kind: 'numeric',
    edges: Float64Array.from(edges),
    psiEdges: Uint32Array.from(edges.keys()),
    drawingEdges: new Uint32Array(),
    minimum: edges[0] ?? NaN,
    maximum: edges.at(-1) ?? NaN,
    mean: 0,
    deviation: 1,
  };
}

/** Rows of a classifier in the cells of a grid over its scores. */
export function classifierProfile(
  grid: NumericGrid,
  rows: readonly PredictedRow[],
  threshold = 0.5,
): Profile {
  return jointProfile(grid, rows, (p, y) => classificationRow(p, y, threshold));
}

/** Rows of a regression in the cells of a grid over its predictions. */
export function regressionProfile(grid: NumericGrid, rows: readonly PredictedRow[], center = 0): Profile {
  return jointProfile(grid, rows, (p, y) => regressionRow(p, y, center));
}

/** Rows in the cells of a grid over their first number, with what both numbers tell. */
export function jointProfile(
  grid: NumericGrid,
  rows: readonly PredictedRow[],
  outcomesOf: (p: number, y: number) => RowOutcomes,
): Profile {
  const joint: Record<string, JointSums> = {};
  for (const [p, y] of rows) {
    if (isNaN(p)) continue;
    const cell = cellIndex(grid.edges, p);
    const told = outcomesOf(p, y);
    for (const name in told) {
      const value = told[name as OutcomeName] ?? NaN;
      const size = grid.edges.length + 1;
      const { counts, sums } = (joint[name] ??= emptyJoint(size));
      counts[cell] = (counts[cell] ?? 0) + 1;
      sums[cell] = (sums[cell] ?? 0) + value;
    }
  }
  return {
    ...numericProfile(
      grid,
      rows.map(([p]) => p),
    ),
    joint,
  };
}
