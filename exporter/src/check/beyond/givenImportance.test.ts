import type { ImportanceConfig } from '../../config/schema.js';
import { createDuckDBSource } from '../../sources/duckdb.js';
import type { Source } from '../../sources/source.js';
import { readImportance, type FoundImportance } from './givenImportance.js';

let source: Source;
beforeAll(async () => {
  source = await createDuckDBSource({ name: 'files', threads: 1 });
});
afterAll(() => source.close());

const place = 'drift.yaml importance of model "m"';
const names = { feature_column: 'feature', importance_column: 'importance' };

/** Importances of the features `age`, `income` and `score`, of which the last is what the model makes. */
function read(config: ImportanceConfig, from = source): Promise<FoundImportance> {
  const plan = { source: from, importance: { config, place } };
  return readImportance(plan, ['age', 'income', 'score'], ['score']);
}

const given = (values: Readonly<Record<string, number>>) => read({ kind: 'given', values });
const rows = (values: string, more: object = {}) => {
  const query = `SELECT * FROM (VALUES ${values}) AS t(feature, importance, trained)`;
  return read({ kind: 'rows', query, ...names, ...more });
};
const sharesOf = ({ importance }: FoundImportance) =>
  importance?.features.map(({ feature, share }) => [feature, share]);

test('of a map and of rows, by share; what the model makes itself is left out without a word', async () => {
  const byMap = await given({ age: 1, income: 3, score: 9 });
  expect(byMap.warnings).toEqual([]);
  expect(byMap.importance?.method).toBe('configured');
  const byRows = await rows(`('age', 1, NULL), ('income', 3, NULL), ('score', 9, NULL)`);
  expect(byRows.warnings).toEqual([]);
  expect(byRows.importance?.method).toBe('table');
  for (const found of [byMap, byRows]) {
    expect(sharesOf(found)).toEqual([
      ['income', 0.75],
      ['age', 0.25],
    ]);
  }
});

test('of a table with times the newest rows hold, else the mean, with a warning', async () => {
  const values = `('age', 9, TIMESTAMP '2026-01-01'), ('age', 1, TIMESTAMP '2026-02-01'), ('income', 1, TIMESTAMP '2026-02-01')`;
  const newest = await rows(values, { timestamp_column: 'trained' });
  expect([sharesOf(newest), newest.warnings]).toEqual([
    [
      ['age', 0.5],
      ['income', 0.5],
    ],
    [],
  ]);
  const mean = await rows(values);
  expect(mean.importance?.features[0]).toMatchObject({ feature: 'age', value: 5 });
  expect(mean.warnings).toEqual([
    expect.stringMatching(
      /^drift\.yaml importance of model "m" has several rows .* "age"; .*timestamp_column/,
    ),
  ]);
});

test.each([
  ['a stranger', `('age', 1, 0), ('agee', 1, 0)`, 1, /names "agee", no feature of the model; correct it/],
  ['below zero', `('age', 1, 0), ('income', -1, 0)`, 1, /of "income" is below 0 and counts as 0/],
  ['NULL', `('age', 1, 0), ('income', NULL, 0)`, 1, /of "income" is no number and counts as 0/],
  ['infinite', `('age', 1, 0), ('income', 'inf'::DOUBLE, 0)`, 1, /of "income" is no number and counts as 0/],
  ['without a name', `('age', 1, 0), (NULL, 2, 0)`, 1, /has 1 rows without the name of a feature/],
  [
    'all zero',
    `('age', 0, 0), ('income', 0, 0)`,
    0,
    /is above 0 for no feature of the model; .* estimated now/,
  ],
  ['text', `('age', 'much', 0)`, 0, /column "importance" is of type VARCHAR, expected numbers/],
])('%s is said once, and the rest holds', async (_, values, usable, said) => {
  const found = await rows(values);
  expect(found.warnings).toEqual([expect.stringMatching(said)]);
  expect(found.importance?.features.filter(({ share = 0 }) => share > 0) ?? []).toHaveLength(usable);
});

test('rows that are not there, and columns that are not', async () => {
  const empty = await read({
    kind: 'rows',
    query: `SELECT 'a' AS feature, 1.0 AS importance LIMIT 0`,
    ...names,
  });
  expect(empty).toEqual({ warnings: [expect.stringMatching(/cannot be read, .*: .*there are no rows/)] });
  const table = await read({ kind: 'rows', table: 'nowhere', ...names });
  expect(table).toEqual({ warnings: [expect.stringMatching(/cannot be read, .*nowhere/)] });
  const column = await rows(`('age', 1, 0)`, { importance_column: 'gain' });
  expect(column.warnings).toEqual([
    expect.stringMatching(/there is no column "gain", only "feature", "importance", "trained"$/),
  ]);
  const time = await rows(`('age', 1, 0)`, { timestamp_column: 'trained' });
  expect(time.warnings).toEqual([expect.stringMatching(/"trained" is of type INTEGER, expected times$/)]);
});

test('a source that sums nothing beside its counts says so', async () => {
  const blind = { name: 'metrics', capabilities: { ...source.capabilities, joint: false } } as Source;
  const found = await read({ kind: 'rows', table: 'gains', ...names }, blind);
  expect(found.warnings).toEqual([expect.stringMatching(/source metrics tells no importances; write them/)]);
});
