import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isotonicBlocks } from '../../exporter/src/detection/performance/isotonicBlocks.js';
import { measurePerformance } from '../../exporter/src/detection/performance/measurePerformance.js';
import type { Performance } from '../../exporter/src/detection/performance/performanceMetric.js';
import { windowOutcome } from '../../exporter/src/detection/performance/windowOutcome.js';
import { cellsOf, numericGrid } from '../../exporter/src/profile/grid.js';
import { scoreOutcomes, type OutcomeDefinition } from '../../exporter/src/profile/outcome.js';
import { profileOf } from '../../exporter/src/profile/profile.js';
import { createDuckDBSource } from '../../exporter/src/sources/duckdb.js';
import type { CellCounts, NumericSummary, Source } from '../../exporter/src/sources/source.js';
import { expectGolden, readGolden } from './golden.js';

interface Golden {
  readonly name: string;
  readonly expected: Readonly<Record<string, number>>;
}
interface ClassifierGolden extends Golden {
  readonly threshold: number;
  readonly scores: readonly number[];
  readonly labels: readonly number[];
  readonly delong: number;
  readonly isotonic: readonly number[];
}
interface RegressionGolden extends Golden {
  readonly predictions: readonly number[];
  readonly targets: readonly number[];
}

const golden = readGolden<{ classification: ClassifierGolden[]; regression: RegressionGolden[] }>(
  'performance.json',
);

let folder: string;
let source: Source;
let files = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drift-performance-'));
  source = await createDuckDBSource({ name: 'files', threads: 1 });
});
afterAll(async () => {
  await source.close();
  await rm(folder, { recursive: true });
});

/** From a file to performance, as the exporter goes; rows that tell nothing are among the others. */
async function measured(
  predictions: readonly number[],
  labels: readonly number[],
  definition: Pick<OutcomeDefinition, 'task' | 'decisionThreshold' | 'center'>,
): Promise<Performance> {
  const file = join(folder, `${++files}.csv`);
  const told = predictions.map((prediction, row) => `${prediction},${labels[row]}`);
  await writeFile(
    file,
    ['p,y', ...told, ',1', 'nan,0', `${predictions[0]},`, `${predictions[1]},nan`].join('\n'),
  );
  const selection = { relation: { files: [file], columnTypes: { p: 'DOUBLE', y: 'DOUBLE' } } };
  const feature = { name: 'p', kind: 'numeric' as const };
  const [summary] = await source.summarise(selection, [feature]);
  const grid = numericGrid(summary as NumericSummary);
  const [counted] = await source.count({
    selection,
    features: [{ feature, cells: cellsOf(grid) }],
    joint: scoreOutcomes({ ...definition, prediction: 'p', label: 'y' }),
  });
  const outcome = windowOutcome(profileOf(grid, counted as CellCounts), definition.task);
  return outcome === undefined ? {} : measurePerformance(outcome);
}

test.each(golden.classification)('classification equals scikit-learn: $name', async (golden) => {
  const { scores, labels, threshold, expected, name, delong } = golden;
  const performance = await measured(scores, labels, {
    task: 'classification',
    decisionThreshold: threshold,
    center: 0,
  });
  for (const [id, value] of Object.entries(expected)) {
    expectGolden(performance[id]?.value, value, `${name}: ${id}`);
    expect(performance[id]?.rows).toBeLessThanOrEqual(scores.length);
  }
  expect(performance.roc_auc?.error_bound).toBe(0);
  // no pair out of order makes it 0, and few rows make it sure of chance
  if (delong > 0) expectGolden(performance.roc_auc?.standard_error, delong, `${name}: DeLong`);
  else expect(performance.roc_auc?.standard_error).toBeGreaterThan(delong);
});

test.each(golden.regression)('regression equals scikit-learn: $name', async (golden) => {
  const { predictions, targets, expected, name } = golden;
  const center = targets[0] ?? 0;
  const performance = await measured(predictions, targets, {
    task: 'regression',
    decisionThreshold: 0,
    center,
  });
  for (const [id, value] of Object.entries(expected)) {
    // what is left where errors cancel is rounding
    if (id === 'bias') expect(performance[id]?.value).toBeCloseTo(value, 9);
    else expectGolden(performance[id]?.value, value, `${name}: ${id}`);
  }
});

test.each(golden.classification.filter(({ isotonic }) => isotonic.length > 0))(
  'isotonic regression equals scikit-learn: $name',
  ({ scores, labels, isotonic }) => {
    const distinct = [...new Set(scores)].sort((a, b) => a - b);
    const weights = new Float64Array(distinct.length);
    const sums = new Float64Array(distinct.length);
    scores.forEach((score, row) => {
      const index = distinct.indexOf(score);
      weights[index] = (weights[index] ?? 0) + 1;
      sums[index] = (sums[index] ?? 0) + (labels[row] ?? 0);
    });
    const blocks = isotonicBlocks(weights, sums);
    scores.forEach((score, row) => {
      const block = blocks.findLast(({ start }) => start <= distinct.indexOf(score));
      expect((block?.sum ?? NaN) / (block?.weight ?? NaN)).toBeCloseTo(isotonic[row] ?? NaN, 12);
    });
  },
);
