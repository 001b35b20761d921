/** Outcomes in the cells of a feature, made by hand, and arbitraries of them. */
import fc from 'fast-check';
import {
  jointTable,
  type JointTable,
  type OutcomeTotal,
} from '../../exporter/src/detection/attribution/jointTable.js';
import type { CategoricalGrid, NumericGrid } from '../../exporter/src/profile/grid.js';
import type { OutcomeName } from '../../exporter/src/profile/outcome.js';
import { emptyProfile, type Profile } from '../../exporter/src/profile/profile.js';

/** Cells (−∞, 1], (1, 2], …, with all edges PSI edges. */
export function stepGrid(cells: number): NumericGrid {
  const edges = Float64Array.from({ length: cells - 1 }, (_, index) => index + 1);
  return {
    kind: 'numeric',
    edges,
    psiEdges: Uint32Array.from(edges.keys()),
    drawingEdges: new Uint32Array(),
    minimum: 0,
    maximum: cells,
    mean: cells / 2,
    deviation: 1,
  };
}

/** A profile with as many rows in each cell, and an outcome on all of them. */
export function outcomeProfile(
  grid: NumericGrid | CategoricalGrid,
  rows: readonly number[],
  sums: readonly number[] = [],
  { outcome = 'label' as OutcomeName, missing = 0, missingCount = 0, missingSum = 0 } = {},
): Profile {
  const profile = emptyProfile(grid);
  profile.counts.set(rows);
  const counts = Float64Array.from(profile.counts);
  const joint = { counts, sums: new Float64Array(counts.length), missingCount, missingSum };
  joint.sums.set(sums);
  const present = rows.reduce((sum, count) => sum + count, 0);
  return { ...profile, missing, rows: present + missing, joint: sums.length > 0 ? { [outcome]: joint } : {} };
}

/** @param missing how many of the rows without a value have the outcome, and its sum over them */
export function tableOf(
  rows: readonly number[],
  sums: readonly number[],
  missing: Partial<OutcomeTotal> = {},
  grid: NumericGrid | CategoricalGrid = stepGrid(rows.length),
): JointTable {
  const table = jointTable(
    outcomeProfile(grid, rows, sums, { missingCount: missing.rows ?? 0, missingSum: missing.sum ?? 0 }),
    'label',
  );
  if (table === undefined) throw new Error('no rows');
  return table;
}

/** Rows of each of so many cells, many of them empty, and how many are hits. */
export function cellHits(cells: number): fc.Arbitrary<{ rows: number[]; hits: number[] }> {
  const cell = fc
    .tuple(fc.oneof(fc.constant(0), fc.nat(3), fc.nat(1_000)), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([rows, share]) => [rows, Math.round(rows * share)] as const);
  return fc
    .array(cell, { minLength: cells, maxLength: cells })
    .filter((all) => all.some(([rows]) => rows > 0))
    .map((all) => ({ rows: all.map(([rows]) => rows), hits: all.map(([, hits]) => hits) }));
}

/** Fails where a number anywhere within is not finite. */
export function expectFinite(result: unknown): void {
  expect(JSON.parse(JSON.stringify(result) ?? 'null')).toEqual(result ?? null);
}
