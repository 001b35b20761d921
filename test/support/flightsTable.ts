import { DuckDBInstance } from '@duckdb/node-api';
import type { TestDatabase } from '../services/postgresDatabase.js';

const columns = {
  scheduled_at: 'timestamptz',
  carrier: 'text',
  dest: 'text',
  temperature_f: 'double precision',
  pressure_mb: 'double precision',
} as const;

/** A table `flights` of some columns of the example's flights that were scheduled before a date. */
export async function createFlights(database: TestDatabase, until: string): Promise<void> {
  const types = Object.entries(columns).map((column) => column.join(' '));
  await database.query(`CREATE TABLE flights (${types.join(', ')})`);
  const connection = await (await DuckDBInstance.create()).connect();
  const found = await connection.runAndReadAll(
    `SELECT ${Object.keys(columns).join(', ')} FROM 'examples/flights/flights.parquet' WHERE scheduled_at < '${until}'`,
  );
  const rows = found.getRowObjectsJson();
  for (let start = 0; start < rows.length; start += 20_000) {
    const part = JSON.stringify(rows.slice(start, start + 20_000));
    await database.query(
      `INSERT INTO flights SELECT * FROM json_to_recordset($1) AS row(${types.join(', ')})`,
      [part],
    );
  }
  connection.closeSync();
}
