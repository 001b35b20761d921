import { DriftError } from '../errors.js';
import { duckdbError } from './duckdbErrors.js';
import { place, type DuckDBRelations } from './duckdbQuery.js';
import { asDouble, scanDoubles } from './duckdbScan.js';
import { segmentCode, segmentNames } from './segments.js';
import { valueOf } from './sql.js';
import { GroupedCounts, type NumericRequest } from './samples/groupedCounts.js';
import type { CellCounts, CountRequest } from './source.js';

/** Features whose columns one scan reads. */
const FEATURES_A_SCAN = 64;

/**
 * Counts numeric features per bucket and segment in one scan for many features: DuckDB decodes, and typed arrays of
 * its columns are binned as they come, in flat memory.
 */
export async function countGrouped(
  relations: DuckDBRelations,
  request: CountRequest,
  features: readonly NumericRequest[],
): Promise<CellCounts[]> {
  const { selection, joint = [] } = request;
  const source = await relations.rows(selection);
  const bucket = await bucketExpression(relations, request);
  const segments = request.segments ?? [];
  const results: CellCounts[] = [];
  for (let start = 0; start < features.length; start += FEATURES_A_SCAN) {
    const some = features.slice(start, start + FEATURES_A_SCAN);
    const counts = new GroupedCounts(
      some,
      segments.map(segmentNames),
      joint.map(({ name }) => name),
    );
    const items = [
      bucket,
      ...segments.map((segment) => asDouble(segmentCode(segment, 'VARCHAR'))),
      ...joint.map(({ expression }) => asDouble(expression)),
      ...some.map(({ feature }) => asDouble(valueOf(feature))),
    ];
    try {
      await relations.exclusive((connection) =>
        scanDoubles(connection, `SELECT ${items.join(', ')} FROM ${source}`, (columns, rows) =>
          counts.add(columns, rows),
        ),
      );
    } catch (error) {
      throw duckdbError(error, place(selection.relation));
    }
    results.push(...counts.results(request.bucket));
  }
  return results;
}

/** The number of a row's bucket as a double, NaN where it is in none. */
export async function bucketExpression(
  relations: DuckDBRelations,
  { selection, bucket }: Pick<CountRequest, 'selection' | 'bucket'>,
): Promise<string> {
  if (bucket === undefined) return asDouble('0');
  const { relation, timestampColumn, timestampZone } = selection;
  if (timestampColumn === undefined)
    throw new DriftError('config_invalid', 'buckets need a timestamp_column');
  const instant = await relations.instant(relation, timestampColumn, timestampZone);
  return asDouble(`floor(epoch_ms(${instant}) / ${bucket})`);
}
