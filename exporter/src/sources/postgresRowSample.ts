import type { PostgresClient } from './postgresClient.js';
import { PostgresRows } from './postgresRows.js';
import { rowSampleOf, sampleSql, type RowSample, type SampleRequest } from './rowSample.js';
import { Parameters } from './sql.js';

/** A sample by PostgreSQL's own hash, which is the same on every server. It reads all rows of the selection, and sorts their hashes. */
export async function postgresRowSample(client: PostgresClient, request: SampleRequest): Promise<RowSample> {
  const { selection, features, seed } = request;
  const rows = await PostgresRows.open(client, selection);
  const parameters = new Parameters();
  const values = (await rows.values(features)).map(({ value }) => value);
  const time = selection.timestampColumn === undefined ? 'NULL::float8' : rows.epoch(parameters);
  const names = ['sample_time', ...features.map((_, index) => `sample_${index}`)];
  const items = [time, ...values].map((value, index) => `${value} AS ${names[index]}`);
  const plain = `SELECT ${items.join(', ')} ${rows.source(parameters)} OFFSET 0`;
  const hash = `hashtextextended(ROW(${names.join(', ')})::text, ${Math.floor(seed)})`;
  const hashed = `SELECT *, ${hash} AS sample_hash FROM (${plain}) AS plain`;
  const sql = sampleSql(hashed, 'hashint8extended(sample_hash, sample_copy)', request);
  return rowSampleOf((await client.query(sql, parameters.values)).rows, request, 1000);
}
