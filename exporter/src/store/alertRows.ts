import { milliseconds, storableJson, timestamp, type Queryable } from './database.js';
import { orderedJson } from './orderedJson.js';
import type { AlertEventRecord, AlertRecord, AlertSighting, KeptAlert } from './alertRecords.js';

/** Columns by the record's key, with the type that JSON is read as. */
const columns: readonly [key: keyof AlertRecord, column: string, type: string][] = [
  ['fingerprint', 'fingerprint', 'text'],
  ['name', 'name', 'text'],
  ['model', 'model', 'text'],
  ['feature', 'feature', 'text'],
  ['segment', 'segment', 'text'],
  ['team', 'team', 'text'],
  ['severity', 'severity', 'text'],
  ['status', 'status', 'text'],
  ['summary', 'summary', 'text'],
  ['description', 'description', 'text'],
  ['runbookUrl', 'runbook_url', 'text'],
  ['labels', 'labels', 'jsonb'],
  ['startsAt', 'starts_at', 'time'],
  ['endsAt', 'ends_at', 'time'],
  ['acknowledgedAt', 'acknowledged_at', 'time'],
  ['acknowledgedBy', 'acknowledged_by', 'text'],
  ['resolvedAt', 'resolved_at', 'time'],
  ['silenced', 'silenced', 'boolean'],
  ['inhibited', 'inhibited', 'boolean'],
  ['notifications', 'notifications', 'integer'],
  ['sightings', 'sightings', 'jsonb'],
];

const names = columns.map(([, column]) => column).join(', ');
const recordset = columns
  .map(([, column, type]) => `${column} ${type === 'time' ? 'float8' : type}`)
  .join(', ');
const values = columns
  .map(([, column, type]) => (type === 'time' ? timestamp(`n.${column}`) : `n.${column}`))
  .join(', ');
const updates = columns.map(([, column]) => `${column} = excluded.${column}`).join(', ');
const selected = columns
  .map(
    ([key, column, type]) => `${type === 'time' ? milliseconds(`a.${column}`) : `a.${column}`} AS "${key}"`,
  )
  .join(', ');

/** Alerts that a condition on `a` selects, in the order that it states; their events too where wished. */
export async function readAlerts(
  queryable: Queryable,
  from: string,
  given: readonly unknown[],
  withEvents: boolean,
): Promise<KeptAlert[]> {
  type Stored = Omit<KeptAlert, 'events'>;
  const rows = (
    await queryable.query<Stored>(`SELECT a.id::float8 AS id, ${selected} FROM drift.alerts a ${from}`, given)
  ).map((row) => present(row));
  const events = withEvents
    ? await readEvents(
        queryable,
        rows.map(({ id }) => id),
      )
    : new Map<number, AlertEventRecord[]>();
  return rows.map((row) => ({
    ...row,
    // rows that were written by other means have no sightings
    sightings: row.sightings.length > 0 ? row.sightings : [sightingOf(row)],
    events: events.get(row.id) ?? [],
  }));
}

function sightingOf({ startsAt, resolvedAt, labels }: Omit<AlertRecord, 'events'>): AlertSighting {
  return {
    start: startsAt,
    ...(resolvedAt === undefined ? {} : { ended: resolvedAt }),
    described: { at: startsAt, labels, annotations: {} },
  };
}

async function readEvents(
  queryable: Queryable,
  ids: readonly number[],
): Promise<Map<number, AlertEventRecord[]>> {
  const found = new Map<number, AlertEventRecord[]>();
  if (ids.length === 0) return found;
  const rows = await queryable.query<AlertEventRecord & { readonly alert: number }>(
    `SELECT e.alert_id::float8 AS alert, e.event_key AS key, ${milliseconds('e.occurred_at')} AS at, e.event,
       ${milliseconds('coalesce(e.sighting, a.starts_at)')} AS sighting, e.actor, e.detail,
       e.notification_id::float8 AS notification
     FROM drift.alert_events e JOIN drift.alerts a ON a.id = e.alert_id
     WHERE e.alert_id = ANY($1::float8[]::bigint[]) ORDER BY e.alert_id, e.occurred_at, e.id`,
    [ids],
  );
  for (const { alert, ...event } of rows) {
    const events = found.get(alert);
    if (events === undefined) found.set(alert, [present(event)]);
    else events.push(present(event));
  }
  return found;
}

/** A row without what is null. */
function present<Value extends object>(row: Value): Value {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Value;
}

/** Puts alerts in place of those that were known: writes what differs, and removes what is no more. */
export async function replaceAlerts(
  transaction: Queryable,
  known: readonly KeptAlert[],
  wanted: readonly AlertRecord[],
): Promise<void> {
  const before = new Map(known.map((alert) => [keyOf(alert), alert]));
  const after = new Set(wanted.map(keyOf));
  const gone = known.filter((alert) => !after.has(keyOf(alert)));
  if (gone.length > 0) {
    await transaction.query('DELETE FROM drift.alerts WHERE id = ANY($1::float8[]::bigint[])', [
      gone.map(({ id }) => id),
    ]);
  }
  const ids = new Map(known.map((alert) => [keyOf(alert), alert.id]));
  const changed = wanted.filter((alert) => contentOf(alert) !== contentOf(before.get(keyOf(alert))));
  if (changed.length > 0) {
    // one alert of a fingerprint may be open: those that are over go first
    const ordered = [...changed].sort(
      (a, b) => Number(a.resolvedAt === undefined) - Number(b.resolvedAt === undefined),
    );
    const rows = await transaction.query<{ id: number; fingerprint: string; startsAt: number }>(
      `INSERT INTO drift.alerts (${names}) SELECT ${values} FROM jsonb_to_recordset($1::jsonb) AS n(${recordset})
       ON CONFLICT (fingerprint, starts_at) DO UPDATE SET ${updates}
       RETURNING id::float8 AS id, fingerprint, ${milliseconds('starts_at')} AS "startsAt"`,
      [storableJson(ordered.map(rowOf))],
    );
    for (const row of rows) ids.set(keyOf(row), row.id);
  }
  await replaceEvents(transaction, before, wanted, ids);
}

async function replaceEvents(
  transaction: Queryable,
  before: ReadonlyMap<string, KeptAlert>,
  wanted: readonly AlertRecord[],
  ids: ReadonlyMap<string, number>,
): Promise<void> {
  const written: object[] = [];
  const removed: object[] = [];
  for (const alert of wanted) {
    const id = ids.get(keyOf(alert));
    const known = new Map((before.get(keyOf(alert))?.events ?? []).map((event) => [event.key, event]));
    for (const event of alert.events) {
      if (orderedJson(event) !== orderedJson(known.get(event.key))) written.push({ ...event, alert: id });
      known.delete(event.key);
    }
    for (const key of known.keys()) removed.push({ alert: id, key });
  }
  if (removed.length > 0) {
    await transaction.query(
      `DELETE FROM drift.alert_events e USING jsonb_to_recordset($1::jsonb) AS n(alert bigint, key text)
       WHERE e.alert_id = n.alert AND e.event_key = n.key`,
      [storableJson(removed)],
    );
  }
  if (written.length > 0) {
    await transaction.query(
      `INSERT INTO drift.alert_events (alert_id, event_key, occurred_at, event, sighting, actor, detail, notification_id)
       SELECT n.alert, n.key, ${timestamp('n.at')}, n.event, ${timestamp('n.sighting')}, n.actor, n.detail, n.notification
       FROM jsonb_to_recordset($1::jsonb) AS n(alert bigint, key text, at float8, event text, sighting float8, actor text,
         detail text, notification bigint)
       ON CONFLICT (alert_id, event_key) DO UPDATE SET occurred_at = excluded.occurred_at, event = excluded.event,
         sighting = excluded.sighting, actor = excluded.actor, detail = excluded.detail,
         notification_id = excluded.notification_id`,
      [storableJson(written)],
    );
  }
}

function rowOf(alert: AlertRecord): object {
  return Object.fromEntries(columns.map(([key, column]) => [column, alert[key]]));
}

/** What of an alert stands in its row, to see whether it differs. */
function contentOf(alert: AlertRecord | undefined): string {
  if (alert === undefined) return '';
  return orderedJson(columns.map(([key]) => alert[key]));
}

function keyOf({
  fingerprint,
  startsAt,
}: {
  readonly fingerprint: string;
  readonly startsAt: number;
}): string {
  return `${fingerprint} ${startsAt}`;
}
