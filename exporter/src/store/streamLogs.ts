import { DriftError } from '../errors.js';
import { storableText, type Queryable } from './database.js';

/**
 * Takes a writer's name for the log of a stream, for good: two logs under one name would replace each other's counts.
 * @throws DriftError `store_conflict` where another log has the name
 */
export async function claimWriter(
  queryable: Queryable,
  model: string,
  writer: string,
  log: string,
): Promise<void> {
  const key = [storableText(model), writer];
  await queryable.query(
    'INSERT INTO drift.stream_logs (model, writer, log) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [...key, log],
  );
  const [owner] = await queryable.query<{ log: string }>(
    'SELECT log FROM drift.stream_logs WHERE model = $1 AND writer = $2',
    key,
  );
  if (owner?.log === log) return;
  throw new DriftError(
    'store_conflict',
    `another folder holds the counts that model ${model} has under the writer name ${JSON.stringify(writer)}; give each exporter of a stream a name of its own (serve --writer), and a new one where that folder is lost`,
  );
}
