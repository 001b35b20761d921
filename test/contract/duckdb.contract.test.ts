import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { createDuckDBSource, type DuckDBOptions } from '../../exporter/src/sources/duckdb.js';
import { quoteIdentifier, quoteText } from '../../exporter/src/sources/sql.js';
import type { Value } from './fixture.js';
import { testSource } from './testSource.js';

const types = {
  double: 'DOUBLE',
  bigint: 'BIGINT',
  text: 'VARCHAR',
  boolean: 'BOOLEAN',
  timestamp: 'TIMESTAMP',
  timestamptz: 'TIMESTAMPTZ',
};
const ROWS_A_STATEMENT = 2_000;

testSource('DuckDB', () => files({}));
testSource('DuckDB, with values in temporary files', () => files({ mostInMemory: 3 }));

async function files(
  options: Pick<DuckDBOptions, 'mostInMemory'>,
): ReturnType<Parameters<typeof testSource>[1]> {
  const folder = await mkdtemp(join(tmpdir(), 'drift-contract-'));
  const source = await createDuckDBSource({ name: 'files', threads: 2, ...options });
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  let tables = 0;
  return {
    source,
    async load({ columns, rows }) {
      const table = `t${++tables}`;
      const definitions = columns.map(({ name, type }) => `${quoteIdentifier(name)} ${types[type]}`);
      await connection.run(`CREATE TABLE ${table} (${definitions.join(', ')})`);
      for (let start = 0; start < rows.length; start += ROWS_A_STATEMENT) {
        const lines = rows
          .slice(start, start + ROWS_A_STATEMENT)
          .map((row) => `(${row.map(literal).join(', ')})`);
        await connection.run(`INSERT INTO ${table} VALUES ${lines.join(', ')}`);
      }
      const file = join(folder, `${table}.parquet`);
      await connection.run(`COPY ${table} TO ${quoteText(file)} (FORMAT parquet)`);
      return { files: [file] };
    },
    async close() {
      await source.close();
      connection.closeSync();
      instance.closeSync();
      await rm(folder, { recursive: true });
    },
  };
}

function literal(value: Value): string {
  return value === null ? 'NULL' : quoteText(String(value));
}
