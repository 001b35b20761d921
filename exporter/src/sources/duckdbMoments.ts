import { duckdbError } from './duckdbErrors.js';
import { bucketExpression } from './duckdbGrouped.js';
import { place, type DuckDBRelations } from './duckdbQuery.js';
import { asDouble, scanDoubles } from './duckdbScan.js';
import { requireMoments, type MomentRequest, type MomentSums } from './moments.js';
import { MomentAccumulator } from './samples/momentAccumulator.js';
import { valueOf } from './sql.js';

/**
 * Moments in one scan: DuckDB decodes, and typed arrays of its columns are multiplied as they come, which takes
 * a fifth of the time of the same sums as DuckDB's own aggregates (`test/performance/moments.ts`, 20 features).
 */
export async function duckdbMoments(
  relations: DuckDBRelations,
  request: MomentRequest,
): Promise<MomentSums[]> {
  requireMoments(request);
  const { selection, features, bucket, axes } = request;
  const source = await relations.rows(selection);
  const items = [
    await bucketExpression(relations, request),
    ...features.map(({ feature }) => asDouble(valueOf(feature))),
  ];
  const accumulator = new MomentAccumulator(features, axes);
  try {
    await relations.exclusive((connection) =>
      scanDoubles(connection, `SELECT ${items.join(', ')} FROM ${source}`, (columns, rows) =>
        accumulator.add(columns, rows),
      ),
    );
  } catch (error) {
    throw duckdbError(error, place(selection.relation));
  }
  return accumulator.results(bucket);
}
