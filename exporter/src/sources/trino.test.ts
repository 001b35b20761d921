import { describeWith } from '../../../test/services/describeWith.js';
import { findTrino } from '../../../test/services/trinoBinaries.js';
import { accessTrino, TRINO_PATIENCE, type TrinoAccess } from '../../../test/services/trinoClient.js';
import type { NumericSummary, Source } from './source.js';
import { createTrinoSource } from './trino.js';

await describeWith(findTrino, 'what Trino holds', () => {
  let trino: TrinoAccess;
  let source: Source;
  beforeAll(async () => {
    trino = await accessTrino();
    source = createTrinoSource({
      ...{ name: 'lake', server: trino.url, catalog: 'tpch', user: 'tester' },
      statementTimeoutMs: 60_000,
    });
  }, TRINO_PATIENCE);

  test('tables by schema, by catalog, and not without either', async () => {
    const names = async (table: string): Promise<string[]> =>
      (await source.columns({ table })).map(({ name }) => name);
    expect(await names('tiny.nation')).toEqual(['nationkey', 'name', 'regionkey', 'comment']);
    expect(await names('TPCH.tiny.Nation')).toEqual(await names('tiny.nation'));
    expect(await names('system.runtime.nodes')).toContain('coordinator');
    await expect(names('nation')).rejects.toMatchObject({ code: 'input_missing' });
  });

  test('kinds of types', async () => {
    const types = {
      numeric: ['tinyint', 'smallint', 'integer', 'bigint', 'real', 'double', 'decimal(6, 2)'],
      categorical: ['boolean', 'varchar', 'varchar(9)', 'char(3)', 'uuid'],
      timestamp: ['timestamp(0)', 'timestamp(6)', 'timestamp(3) with time zone', 'date', 'time(3)'],
      unsupported: ['json', 'varbinary', 'array(integer)', 'map(varchar, double)', 'row(a integer)'],
    };
    for (const [kind, names] of Object.entries(types)) {
      const query = `SELECT ${names.map((name, index) => `CAST(NULL AS ${name}) AS c${index}`).join(', ')};`;
      const columns = await source.columns({ query });
      expect(columns.map((column) => [column.type, column.kind])).toEqual(names.map((name) => [name, kind]));
      expect(columns.map(({ integer }) => integer)).toEqual(
        names.map((name) => /^(tiny|small|big)?int(eger)?$/.test(name)),
      );
    }
  });

  test('decimals to the nearest double, 32 bits, and text without what fills it up', async () => {
    const query = `SELECT * FROM (VALUES
      (DECIMAL '1.10', DECIMAL '12345678901234567.891', REAL '0.1', CAST('ab' AS char(4)), ARRAY[1])) AS t (a, b, c, d, e)`;
    const [a, b, c, d] = await source.summarise({ relation: { query } }, [
      ...['a', 'b', 'c'].map((name) => ({ name, kind: 'numeric' as const })),
      { name: 'd', kind: 'categorical' },
    ]);
    const numbers = [a, b, c].map((summary) => (summary as NumericSummary).minimum);
    expect(numbers).toEqual([1.1, 12345678901234567.891, Math.fround(0.1)]);
    expect(d).toMatchObject({ categories: [{ name: 'ab', count: 1 }] });
    const failure = await source
      .summarise({ relation: { query } }, [{ name: 'e', kind: 'categorical' }])
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'column_type',
      message:
        'source lake feature "e": is array(integer), which has no values to compare; take what you need of it in an expression',
    });
  });
});
