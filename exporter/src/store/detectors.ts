import { milliseconds, storableText, storableTime, timestamp, type Queryable } from './database.js';
import type { CheckCommit, DetectorsRecord } from './records.js';

/** Keeps where a writer's sequential detectors stand, in place of where they stood. */
export async function putDetectors(
  transaction: Queryable,
  { model, version, writer, detectors }: Pick<CheckCommit, 'model' | 'version' | 'writer' | 'detectors'>,
): Promise<void> {
  if (detectors === undefined) return;
  await transaction.query(
    `INSERT INTO drift.detector_states (model, version, writer, until, state) VALUES ($1, $2, $3, ${timestamp('$4')}, $5)
     ON CONFLICT (model, version, writer) DO UPDATE SET until = excluded.until, state = excluded.state`,
    [
      ...[storableText(model), version, writer, storableTime(detectors.until)],
      JSON.stringify(detectors.state) ?? 'null',
    ],
  );
}

export async function readDetectors(
  queryable: Queryable,
  model: string,
  version: string,
  writer: string,
): Promise<DetectorsRecord | undefined> {
  const [found] = await queryable.query<{ until: number; state: string }>(
    `SELECT ${milliseconds('until')} AS until, state FROM drift.detector_states
     WHERE model = $1 AND version = $2 AND writer = $3`,
    [storableText(model), version, writer],
  );
  return found && { until: found.until, state: JSON.parse(found.state) as unknown };
}
