import type {
  AlertDescription,
  AlertEventRecord,
  AlertRecord,
  AlertSighting,
} from '../store/alertRecords.js';
import { orderedJson } from '../store/orderedJson.js';
import type { Observation } from './observation.js';

/**
 * All that was told of one fingerprint around some time. What is told may come late, twice and in any order: adding to a
 * dossier is commutative, associative and idempotent.
 */
export interface Dossier {
  readonly fingerprint: string;
  /** By start. */
  readonly sightings: ReadonlyMap<number, AlertSighting>;
  /** By key. */
  readonly events: ReadonlyMap<string, AlertEventRecord>;
}

/** Events that follow from sightings, so that they are worked out anew. */
const derived: readonly string[] = ['fired', 'resolved'];

/** What the alerts of one fingerprint were made from. */
export function dossierOf(fingerprint: string, alerts: readonly AlertRecord[]): Dossier {
  return {
    fingerprint,
    sightings: new Map(
      alerts.flatMap(({ sightings }) => sightings.map((sighting) => [sighting.start, sighting] as const)),
    ),
    events: new Map(
      alerts.flatMap(({ events }) =>
        events.filter(({ key }) => !derived.includes(key)).map((event) => [event.key, event] as const),
      ),
    ),
  };
}

export function addObservation(dossier: Dossier, { sighting, events: told }: Observation): Dossier {
  const sightings = new Map(dossier.sightings);
  const known = sightings.get(sighting.start);
  sightings.set(sighting.start, known === undefined ? sighting : joinSightings(known, sighting));
  const events = new Map(dossier.events);
  for (const one of told) {
    const event = { ...one, sighting: sighting.start };
    const former = events.get(event.key);
    events.set(event.key, former === undefined ? event : first(former, event));
  }
  return { ...dossier, sightings, events };
}

function joinSightings(a: AlertSighting, b: AlertSighting): AlertSighting {
  return {
    start: a.start,
    ...present({
      ended: latest(a.ended, b.ended),
      seen: latest(a.seen, b.seen),
      lost: latest(a.lost, b.lost),
      told: joinTold(a.told, b.told),
      quiet: newer(a.quiet, b.quiet),
      described: newer<AlertDescription>(a.described, b.described),
    }),
  };
}

function joinTold(a: AlertSighting['told'], b: AlertSighting['told']): AlertSighting['told'] {
  if (a === undefined || b === undefined) return a ?? b;
  return present({ firing: latest(a.firing, b.firing), over: latest(a.over, b.over) });
}

function latest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
}

function newer<Value extends { readonly at: number }>(
  a: Value | undefined,
  b: Value | undefined,
): Value | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  if (a.at !== b.at) return a.at > b.at ? a : b;
  return orderedJson(a) > orderedJson(b) ? a : b;
}

function first(a: AlertEventRecord, b: AlertEventRecord): AlertEventRecord {
  if (a.at !== b.at) return a.at < b.at ? a : b;
  return orderedJson(a) < orderedJson(b) ? a : b;
}

function present<Value extends object>(value: Value): Value {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as Value;
}
