import { randomBytes } from 'node:crypto';
import { createTrinoSource } from '../../exporter/src/sources/trino.js';
import { quoteIdentifier, quoteText } from '../../exporter/src/sources/sql.js';
import { describeWith } from '../services/describeWith.js';
import { findTrino } from '../services/trinoBinaries.js';
import { accessTrino, TRINO_PATIENCE, type TrinoAccess } from '../services/trinoClient.js';
import type { ColumnType, Fixture } from './fixture.js';
import { testSource } from './testSource.js';

/** What makes a value of a text. */
const reads: Readonly<Record<ColumnType, (text: string) => string>> = {
  double: (text) => `CAST(${text} AS double)`,
  bigint: (text) => `CAST(${text} AS bigint)`,
  text: (text) => text,
  boolean: (text) => `CAST(${text} AS boolean)`,
  timestamp: (text) => `CAST(${text} AS timestamp(3))`,
  timestamptz: (text) => `from_iso8601_timestamp(${text})`,
};

await describeWith(findTrino, 'on a real server', () => {
  let trino: TrinoAccess;
  beforeAll(async () => {
    trino = await accessTrino();
  }, TRINO_PATIENCE);

  testSource('Trino', async () => {
    const schema = `contract_${randomBytes(6).toString('hex')}`;
    await trino.client.query(`CREATE SCHEMA memory.${schema}`);
    const source = createTrinoSource({
      ...{ name: 'lake', server: trino.url, catalog: 'memory', schema, user: 'tester' },
      statementTimeoutMs: 60_000,
    });
    let tables = 0;
    return {
      source,
      async load(fixture) {
        const table = `table ${++tables}`;
        const name = `memory.${schema}.${quoteIdentifier(table)}`;
        await trino.client.query(`CREATE TABLE ${name} AS ${rowsOf(fixture)}`);
        return { table };
      },
      async close() {
        await source.close();
        await trino.client.query(`DROP SCHEMA memory.${schema} CASCADE`);
      },
    };
  });
});

/** A query of the rows, each column from an array of texts. */
function rowsOf({ columns, rows }: Fixture): string {
  const items = columns.map(
    ({ name, type }, index) => `${reads[type](`c${index}`)} AS ${quoteIdentifier(name)}`,
  );
  const lists = columns.map((_, index) =>
    JSON.stringify(rows.map((row) => (row[index] === null ? null : String(row[index])))),
  );
  const arrays = lists.map((list) => `CAST(JSON ${quoteText(list)} AS array(varchar))`);
  const names = columns.map((_, index) => `c${index}`);
  return `SELECT ${items.join(', ')} FROM UNNEST(${arrays.join(', ')}) AS t (${names.join(', ')})`;
}
