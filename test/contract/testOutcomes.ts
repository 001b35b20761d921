import { scoreOutcomes, type OutcomeDefinition } from '../../exporter/src/profile/outcome.js';
import type { NumericCells } from '../../exporter/src/sources/source.js';
import { classificationRow, regressionRow, type RowOutcomes } from '../support/rowOutcomes.js';
import { expectCounts } from './expectCounts.js';
import type { Fixture, Value } from './fixture.js';
import { expectedCounts } from './oracle.js';
import type { Access } from './testSource.js';

const scores = [null, NaN, -0.2, 1.5, Infinity, -Infinity, 0, 1, 0.3, 0.5, 0.7, 1e-17, 1 - 2 ** -53];
const classes = [null, NaN, -1, 2, 0.5, 0, 1];
const numbers = [null, NaN, Infinity, -Infinity, 1e308, -1e200, -2.5, 0, 7, 9_007_199_254_740_993];
const CENTER = 3.25;

/** Every prediction with every label, and whole numbers beside them. */
function fixtureOf(predictions: readonly Value[], labels: readonly Value[]): Fixture {
  return {
    columns: [
      { name: 'row', type: 'bigint' },
      { name: 'score', type: 'double' },
      { name: 'label', type: 'double' },
      { name: 'whole', type: 'bigint' },
    ],
    rows: predictions.flatMap((prediction, i) =>
      labels.map((label, j) => [
        i * labels.length + j,
        prediction,
        label,
        Number.isInteger(label) && Math.abs(Number(label)) < 1e18 ? label : null,
      ]),
    ),
  };
}

export function testOutcomes(access: Access): void {
  const cells: NumericCells = {
    kind: 'numeric',
    edges: Float64Array.from([0, 0.25, 0.5, 0.75, 1]),
    center: 0.5,
    scale: 0.25,
    minimum: 0,
    maximum: 1,
  };
  const definition = { prediction: '"score"', label: '"label" -- as it came', decisionThreshold: 0.5 };
  const cases: [
    string,
    OutcomeDefinition,
    readonly Value[],
    readonly Value[],
    (p: number, y: number) => RowOutcomes,
  ][] = [
    [
      'classes',
      { ...definition, task: 'classification', center: 0 },
      scores,
      classes,
      (p, y) => classificationRow(p, y, 0.5),
    ],
    [
      'numbers',
      { ...definition, task: 'regression', center: CENTER },
      numbers,
      numbers,
      (p, y) => regressionRow(p, y, CENTER),
    ],
    [
      'whole numbers',
      { ...definition, task: 'regression', prediction: '"whole"', label: '"whole"', center: 1e20 },
      [0],
      numbers,
      (_, y) =>
        Number.isInteger(y) && Math.abs(y) < 1e18
          ? {
              label: y,
              prediction: y,
              error: 0,
              squared_error: 0,
              signed_error: 0,
              label_deviation: y - 1e20,
              label_square: (y - 1e20) ** 2,
            }
          : {},
    ],
    [
      'no prediction',
      { task: 'classification', label: '"label"', decisionThreshold: 0.5, center: 0 },
      scores,
      classes,
      (_, y) => (y === 0 || y === 1 ? { label: y } : {}),
    ],
  ];
  test.each(cases)('outcomes of %s', async (_, outcome, predictions, labels, expected) => {
    const { source, load } = access();
    if (!source.capabilities.joint) return;
    const fixture = fixtureOf(predictions, labels);
    const joint = scoreOutcomes(outcome);
    const number = (value: Value | undefined): number => (typeof value === 'number' ? value : NaN);
    // a cell for each row, since sums of all would hide the small ones
    const byRow: NumericCells = { ...cells, edges: Float64Array.from(fixture.rows, (_, row) => row) };
    for (const [name, kept] of [
      ['row', byRow],
      ['score', cells],
    ] as const) {
      const column = fixture.columns.findIndex((candidate) => candidate.name === name);
      const rows = fixture.rows.map((row) => ({
        value: row[column] as number | null,
        joint: { ...expected(number(row[1]), number(row[2])) },
      }));
      const counts = await source.count({
        selection: { relation: await load(fixture) },
        features: [{ feature: { name, kind: 'numeric' }, cells: kept }],
        joint,
      });
      const names = joint.map((column) => column.name);
      expectCounts(counts, expectedCounts(name, kept, rows, { joint: names }), source.capabilities);
    }
  });
}
