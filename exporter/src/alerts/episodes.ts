import type {
  AlertEventRecord,
  AlertRecord,
  AlertSighting,
  AlertStatus,
  AlertDescription,
} from '../store/alertRecords.js';
import type { Dossier } from './dossier.js';
import { storedSeverity } from './severity.js';

/** What an ended event says where nobody told of the end. */
export const LOST = 'no longer in Alertmanager, so when it ended is not known exactly';

/** So long after an end has been told of, a webhook that says otherwise is no straggler any more; milliseconds. */
const STRAGGLER = 900_000;

/**
 * The alerts that a dossier tells of, oldest first. A sighting that begins before the one before it has ended belongs to the
 * same alert: Prometheus was restarted. One that begins after the end is an alert of its own.
 */
export function episodesOf(dossier: Dossier): AlertRecord[] {
  const groups: [AlertSighting, ...AlertSighting[]][] = [];
  for (const sighting of [...dossier.sightings.values()].sort((a, b) => a.start - b.start)) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group !== undefined && last !== undefined && sighting.start < (endOf(last) ?? Infinity)) {
      group.push(sighting);
    } else groups.push([sighting]);
  }
  return groups.map((sightings) => episode(dossier, sightings));
}

/**
 * Undefined while it fires: nobody has told of an end, or it was seen since. Webhooks don't tell as of when they speak and may
 * come late, so of these only one that is no straggler counts. Clocks are compared with themselves alone where that can be.
 */
function endOf({ start, ended, lost, told, seen = -Infinity }: AlertSighting): number | undefined {
  const { firing = -Infinity, over = Infinity } = told ?? {};
  if (ended !== undefined && ended >= seen && firing - STRAGGLER <= over) return Math.max(start, ended);
  // Alertmanager's clock is read in whole seconds: it may seem to have lost an alert before it told of it
  if (lost !== undefined && lost >= seen && firing - STRAGGLER <= lost) return Math.max(start, lost, firing);
  return undefined;
}

function episode(
  { fingerprint, events: all }: Dossier,
  sightings: readonly [AlertSighting, ...AlertSighting[]],
): AlertRecord {
  const [first] = sightings;
  const last = sightings.at(-1) ?? first;
  const resolvedAt = endOf(last);
  const starts = new Set(sightings.map(({ start }) => start));
  const told = [...all.values()].filter(({ sighting }) => starts.has(sighting));
  const events = [...told, ...derivedEvents(first, last, resolvedAt)].sort(byTime);
  const acknowledged = events.find(({ event }) => event === 'acknowledged');
  const happened = (name: AlertEventRecord['event']): boolean => events.some(({ event }) => event === name);
  const { labels, annotations } = descriptionOf(sightings);
  return {
    fingerprint,
    name: labels.alertname ?? '',
    segment: labels.segment ?? '',
    status: statusOf(sightings, resolvedAt, acknowledged !== undefined),
    labels,
    startsAt: first.start,
    silenced: happened('silenced'),
    inhibited: happened('inhibited'),
    notifications: new Set(
      events.flatMap(({ event, notification }) => (event === 'notified' ? [notification] : [])),
    ).size,
    sightings,
    events,
    ...given({
      model: labels.model,
      feature: labels.feature,
      team: labels.team,
      severity: labels.severity === undefined ? undefined : storedSeverity(labels.severity),
      summary: annotations.summary,
      description: annotations.description,
      runbookUrl: annotations.runbook_url,
      endsAt: resolvedAt,
      resolvedAt,
      acknowledgedAt: acknowledged?.at,
      acknowledgedBy: acknowledged?.actor,
    }),
  };
}

/** What an alert said of itself last. */
export function descriptionOf(
  sightings: readonly AlertSighting[],
): Pick<AlertDescription, 'labels' | 'annotations'> {
  return sightings.reduce<AlertDescription>(
    (newest, { described }) => (described !== undefined && described.at >= newest.at ? described : newest),
    { at: -Infinity, labels: {}, annotations: {} },
  );
}

function derivedEvents(
  first: AlertSighting,
  last: AlertSighting,
  resolvedAt: number | undefined,
): AlertEventRecord[] {
  const fired: AlertEventRecord = {
    key: 'fired',
    at: first.start,
    event: 'fired',
    sighting: first.start,
  };
  if (resolvedAt === undefined) return [fired];
  const known = last.ended !== undefined && Math.max(last.start, last.ended) === resolvedAt;
  const detail = known ? {} : { detail: LOST };
  return [fired, { key: 'resolved', at: resolvedAt, event: 'resolved', sighting: last.start, ...detail }];
}

function statusOf(
  sightings: readonly AlertSighting[],
  resolvedAt: number | undefined,
  acknowledged: boolean,
): AlertStatus {
  if (resolvedAt !== undefined) return 'resolved';
  const looks = sightings.flatMap(({ quiet }) => (quiet === undefined ? [] : [quiet]));
  const now = looks.sort((a, b) => a.at - b.at).at(-1);
  if (now?.silenced === true) return 'silenced';
  if (now?.inhibited === true) return 'inhibited';
  return acknowledged ? 'acknowledged' : 'firing';
}

/** Of one instant, what began comes first and what ended last. */
const rank = (event: AlertEventRecord): number =>
  event.event === 'fired' ? 0 : event.event === 'resolved' ? 2 : 1;

function byTime(a: AlertEventRecord, b: AlertEventRecord): number {
  return a.at - b.at || rank(a) - rank(b) || (a.key < b.key ? -1 : 1);
}

function given<Value extends object>(value: Value): Partial<Value> {
  return Object.fromEntries(
    Object.entries(value).filter(([, entry]) => entry !== undefined && entry !== ''),
  ) as Partial<Value>;
}
