import { createDuckDBSource } from '../../sources/duckdb.js';
import type { Source } from '../../sources/source.js';
import { GivenImportances } from './givenImportances.js';

const HOUR = 3_600_000;
let source: Source;
beforeAll(async () => {
  source = await createDuckDBSource({ name: 'files', threads: 1 });
});
afterAll(() => source.close());

test('a table is read once a day, and what was read stays where it cannot be read any more', async () => {
  let [now, counts, isGone] = [0, 0, false];
  const count = source.count.bind(source);
  source.count = (request) => {
    counts++;
    return count(
      isGone
        ? { ...request, selection: { ...request.selection, relation: { query: 'SELECT * FROM gone' } } }
        : request,
    );
  };
  const config = {
    ...{ kind: 'rows' as const, feature_column: 'feature', importance_column: 'importance' },
    query: `SELECT 'age' AS feature, 1.0 AS importance`,
  };
  const warnings: string[] = [];
  const warn = (warning: string) => warnings.push(warning);
  const plan = { source, importance: { config, place: 'here' } };
  const given = new GivenImportances(plan, ['age', 'score'], ['score'], warn, () => now);
  expect(given.importance).toBeUndefined();
  await given.refresh();
  now += 23 * HOUR;
  await given.refresh();
  expect(counts).toBe(1);
  expect(given.importance).toMatchObject({ method: 'table', features: [{ feature: 'age', share: 1 }] });
  expect([given.warnings, warnings]).toEqual([[], []]);

  isGone = true;
  for (let day = 1; day <= 2; day++) {
    now += 24 * HOUR;
    await given.refresh();
  }
  expect(counts).toBe(3);
  expect(given.importance?.features).toHaveLength(1);
  expect(warnings).toEqual([expect.stringMatching(/^here cannot be read, .*gone/)]);
  expect(given.warnings).toEqual(warnings);
});
