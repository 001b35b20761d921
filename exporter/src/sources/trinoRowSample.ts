import { rowSampleOf, sampleSql, type RowSample, type SampleRequest } from './rowSample.js';
import type { TrinoClient } from './trinoClient.js';
import { arrayOf } from './trinoLiterals.js';
import { TrinoRows } from './trinoRows.js';

/** A sample by xxHash. It reads all rows of the selection, and sorts their hashes. */
export async function trinoRowSample(client: TrinoClient, request: SampleRequest): Promise<RowSample> {
  const { selection, features, seed } = request;
  const rows = await TrinoRows.open(client, selection);
  const values = (await rows.values(features)).map(({ value }) => value);
  const time = selection.timestampColumn === undefined ? 'CAST(NULL AS double)' : rows.epoch();
  const names = ['sample_time', ...features.map((_, index) => `sample_${index}`)];
  const items = [time, ...values].map((value, index) => `${value} AS ${names[index]}`);
  const texts = arrayOf([`'${Math.floor(seed)}'`, ...names.map((name) => `CAST(${name} AS varchar)`)]);
  const hash = `xxhash64(to_utf8(array_join(${texts}, '|', '~')))`;
  const hashed = `SELECT *, ${hash} AS sample_hash FROM (SELECT ${items.join(', ')} ${rows.source()}) AS plain`;
  const hashOf = `xxhash64(sample_hash || to_utf8(CAST(sample_copy AS varchar)))`;
  const { rows: answer } = await client.query(sampleSql(hashed, hashOf, request));
  return rowSampleOf(answer, request, 1000);
}
