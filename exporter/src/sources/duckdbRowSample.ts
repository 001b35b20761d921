import type { DuckDBRelations } from './duckdbQuery.js';
import { asDouble } from './duckdbScan.js';
import { rowSampleOf, sampleSql, type RowSample, type SampleRequest } from './rowSample.js';
import { valueOf } from './sql.js';

/** A sample by DuckDB's own hash. It reads all rows of the selection, and sorts their hashes. */
export async function duckdbRowSample(
  relations: DuckDBRelations,
  request: SampleRequest,
): Promise<RowSample> {
  const { selection, features, seed } = request;
  const { relation, timestampColumn, timestampZone } = selection;
  const time =
    timestampColumn === undefined
      ? "'nan'::DOUBLE"
      : asDouble(`epoch_ms(${await relations.instant(relation, timestampColumn, timestampZone)})`);
  const values = features.map((feature) =>
    feature.kind === 'numeric' ? asDouble(valueOf(feature)) : `(${valueOf(feature)})::VARCHAR`,
  );
  const names = ['sample_time', ...features.map((_, index) => `sample_${index}`)];
  const items = [time, ...values].map((value, index) => `${value} AS ${names[index]}`);
  const plain = `SELECT ${items.join(', ')} FROM ${await relations.rows(selection)}`;
  const rows = `SELECT *, hash(${[...names, Math.floor(seed)].join(', ')}) AS sample_hash FROM (${plain})`;
  return rowSampleOf(
    await relations.query(sampleSql(rows, 'hash(sample_hash, sample_copy)', request), relation),
    request,
    1,
  );
}
