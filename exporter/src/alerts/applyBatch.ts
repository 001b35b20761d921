import type { AlertRecord, AlertTotal } from '../store/alertRecords.js';
import type { AlertChange, AlertRange, KnownNotification } from '../store/alerts.js';
import { addObservation, dossierOf, type Dossier } from './dossier.js';
import { episodesOf } from './episodes.js';
import type { Batch, Observation } from './observation.js';

/** Upper bounds of the time to resolve, in seconds: a minute to a month. */
export const RESOLUTION_BUCKETS = [60, 300, 900, 3_600, 14_400, 43_200, 86_400, 259_200, 604_800, 2_592_000];

/** The part of the history that a batch speaks of. */
export function rangesOf({ observations }: Batch): AlertRange[] {
  const first = new Map<string, number>();
  for (const { fingerprint, sighting } of observations) {
    first.set(fingerprint, Math.min(sighting.start, first.get(fingerprint) ?? Infinity));
  }
  return Array.from(first, ([fingerprint, from]) => ({ fingerprint, from }));
}

/** The history with a batch added to it: the same, whatever the order of batches and however often each comes. */
export function applyBatch(
  known: readonly AlertRecord[],
  batch: Batch,
  told: KnownNotification | undefined,
): AlertChange {
  const dossiers = new Map<string, Dossier>();
  for (const [fingerprint, alerts] of byFingerprint(known)) {
    dossiers.set(fingerprint, dossierOf(fingerprint, alerts));
  }
  for (const observation of batch.observations) {
    const { fingerprint } = observation;
    const dossier = dossiers.get(fingerprint) ?? dossierOf(fingerprint, []);
    dossiers.set(fingerprint, addObservation(dossier, numbered(observation, told)));
  }
  const alerts = [...dossiers.values()].flatMap(episodesOf);
  return { alerts, totals: [...resolutions(known, alerts), ...notifications(batch, told)] };
}

/** Notified events get the number of the notification that they came with. */
function numbered(observation: Observation, told: KnownNotification | undefined): Observation {
  if (told === undefined) return observation;
  return {
    ...observation,
    events: observation.events.map((event) =>
      event.event === 'notified' ? { ...event, key: `notified ${told.id}`, notification: told.id } : event,
    ),
  };
}

function byFingerprint(alerts: readonly AlertRecord[]): Map<string, AlertRecord[]> {
  const groups = new Map<string, AlertRecord[]>();
  for (const alert of alerts) {
    const group = groups.get(alert.fingerprint);
    if (group === undefined) groups.set(alert.fingerprint, [alert]);
    else group.push(alert);
  }
  return groups;
}

function notifications({ notification }: Batch, told: KnownNotification | undefined): AlertTotal[] {
  if (notification === undefined || told?.isNew !== true) return [];
  const { model, severity } = notification;
  return [{ model, kind: 'notifications', label: severity, value: 1 }];
}

/** Of alerts that are over now and were not before. */
function resolutions(known: readonly AlertRecord[], alerts: readonly AlertRecord[]): AlertTotal[] {
  const over = new Set(
    known
      .filter(({ resolvedAt }) => resolvedAt !== undefined)
      .map(({ fingerprint, startsAt }) => `${fingerprint} ${startsAt}`),
  );
  return alerts.flatMap(({ fingerprint, startsAt, resolvedAt, model = '' }): AlertTotal[] => {
    if (resolvedAt === undefined || over.has(`${fingerprint} ${startsAt}`)) return [];
    const seconds = (resolvedAt - startsAt) / 1000;
    const bucket = RESOLUTION_BUCKETS.find((bound) => seconds <= bound);
    return [
      { model, kind: 'resolutions', label: String(bucket ?? '+Inf'), value: 1 },
      { model, kind: 'resolution_seconds', label: '', value: seconds },
    ];
  });
}
