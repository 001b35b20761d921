/** What rows tell of predictions and labels, one by one, and profiles of them. */
import type { NumericGrid } from '../../exporter/src/profile/grid.js';
import { outcomes, type OutcomeName } from '../../exporter/src/profile/outcome.js';
import type { Profile } from '../../exporter/src/profile/profile.js';
import { rowOutcomes, type RowOutcome } from '../../exporter/src/profile/rowOutcomes.js';
import { cellIndex } from '../../exporter/src/sources/samples/cellIndex.js';
import { emptyJoint, type JointSums } from '../../exporter/src/sources/source.js';
import { numericProfile } from './samples.js';

const { isNaN } = Number;

export type RowOutcomes = Partial<Record<OutcomeName, number>>;

/** A prediction and its label, NaN where there is none. */
export type PredictedRow = readonly [prediction: number, label: number];

/** Of rows as the product tells them; `p` and `y` are numbers, NaN where there is none. */
export function classificationRow(p: number, y: number, decisionThreshold: number): RowOutcomes {
  let told = classifications.get(decisionThreshold);
  if (told === undefined) {
    told = rowOutcomes({ task: 'classification', decisionThreshold, center: 0 });
    classifications.set(decisionThreshold, told);
  }
  return present(told(p, y));
}

export function regressionRow(p: number, y: number, center: number): RowOutcomes {
  let told = regressions.get(center);
  if (told === undefined) {
    told = rowOutcomes({ task: 'regression', decisionThreshold: 0, center });
    regressions.set(center, told);
  }
  return present(told(p, y));
}

const classifications = new Map<number, ReturnType<typeof rowOutcomes>>();
const regressions = new Map<number, ReturnType<typeof rowOutcomes>>();
const names = Object.values(outcomes);

function present(row: RowOutcome): RowOutcomes {
  const found: RowOutcomes = {};
  for (const name of names) if (!isNaN(row[name])) found[name] = row[name];
  return found;
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
