import { milliseconds, storableJson, storableText, timestamp, type Queryable } from './database.js';
import { lastByKey } from './lastByKey.js';
import type { ActivityRecord, CheckCommit } from './records.js';

export async function putActivities(
  transaction: Queryable,
  { model, version, activities }: CheckCommit,
): Promise<void> {
  if (activities.length === 0) return;
  const keyOf = ({ segment, feature }: ActivityRecord): string =>
    `${storableText(segment)}\0${storableText(feature)}`;
  // in one order for all, so that no two writers wait for each other
  const rows = lastByKey(activities, keyOf).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  await transaction.query(
    `INSERT INTO drift.activities (model, version, segment, feature, active, since, state)
     SELECT $1, $2, n.segment, n.feature, n.active, ${timestamp('n.since')}, n.state::jsonb
     FROM unnest($3::text[], $4::text[], $5::boolean[], $6::float8[], $7::text[])
       AS n(segment, feature, active, since, state)
     ON CONFLICT (model, segment, feature) DO UPDATE SET version = excluded.version, active = excluded.active,
       since = excluded.since, state = excluded.state, updated_at = now()`,
    [
      storableText(model),
      version,
      rows.map(({ segment }) => storableText(segment)),
      rows.map(({ feature }) => storableText(feature)),
      rows.map(({ active }) => active),
      rows.map(({ since }) => since ?? null),
      rows.map(({ state }) => storableJson(state)),
    ],
  );
}

/** Of every feature that a check of the model has written, whatever its reference was. */
export async function readActivities(
  queryable: Queryable,
  model: string,
): Promise<(ActivityRecord & { version: string })[]> {
  const rows = await queryable.query<{
    version: string;
    segment: string;
    feature: string;
    active: boolean;
    since: number | null;
    state: unknown;
  }>(
    `SELECT version, segment, feature, active, ${milliseconds('since')} AS since, state
     FROM drift.activities WHERE model = $1 ORDER BY segment, feature`,
    [storableText(model)],
  );
  return rows.map(({ since, ...rest }) => ({ ...rest, ...(since !== null && { since }) }));
}
