import type { KeptAlert } from '../store/alertRecords.js';
import type { AlertmanagerView } from './alertmanager.js';
import type { PolledAlert, PolledSilence } from './alertmanagerAnswer.js';
import type { Observation } from './observation.js';

/** What the last look saw of each alert, so that only changes are written. By fingerprint. */
export type Seen = ReadonlyMap<string, string>;

/**
 * What a look at Alertmanager tells that is not known yet. Silenced and inhibited alerts never reach a webhook: this is where
 * they are heard of.
 * @param open alerts that the store takes for open; undefined where it cannot be asked
 */
export function lookAt(
  view: AlertmanagerView,
  seen: Seen,
  open: readonly KeptAlert[] | undefined,
): { readonly observations: readonly Observation[]; readonly seen: Seen } {
  const silences = new Map(view.silences.map((silence) => [silence.id, silence]));
  const alerts = new Map(view.alerts.map((alert) => [alert.fingerprint, alert]));
  const isOpen = new Set(open?.map(({ fingerprint }) => fingerprint));
  const now = new Map<string, string>();
  const observations: Observation[] = [];
  for (const alert of view.alerts) {
    const sign = JSON.stringify([alert.startsAt, alert.status.silencedBy, alert.status.inhibitedBy]);
    now.set(alert.fingerprint, sign);
    const isForgotten = open !== undefined && !isOpen.has(alert.fingerprint);
    if (seen.get(alert.fingerprint) !== sign || isForgotten) {
      observations.push(observationOf(alert, view.at, silences, alerts));
    }
  }
  return { observations, seen: now };
}

function observationOf(
  alert: PolledAlert,
  at: number,
  silences: ReadonlyMap<string, PolledSilence>,
  alerts: ReadonlyMap<string, PolledAlert>,
): Observation {
  const { fingerprint, startsAt: start, updatedAt, labels, annotations, status } = alert;
  const quiet = { at, silenced: status.silencedBy.length > 0, inhibited: status.inhibitedBy.length > 0 };
  return {
    fingerprint,
    sighting: { start, seen: updatedAt, quiet, described: { at, labels, annotations } },
    events: [
      ...status.silencedBy.flatMap((id) => silenceEvents(silences.get(id), start)),
      ...inhibitionEvents(status.inhibitedBy, start, at, alerts),
    ],
  };
}

/** A silence that began after the alert was made by somebody who took it on; one that was there before was not. */
function silenceEvents(silence: PolledSilence | undefined, start: number): Observation['events'] {
  if (silence === undefined) return [];
  const { id, createdBy: actor, comment: detail, startsAt } = silence;
  const told = { at: Math.max(start, startsAt), actor, detail };
  return [
    { key: `silenced ${id} ${start}`, event: 'silenced', ...told },
    ...(startsAt > start
      ? [{ key: `acknowledged ${id} ${start}`, event: 'acknowledged' as const, ...told }]
      : []),
  ];
}

function inhibitionEvents(
  by: readonly string[],
  start: number,
  at: number,
  alerts: ReadonlyMap<string, PolledAlert>,
): Observation['events'] {
  if (by.length === 0) return [];
  const others = by.flatMap((fingerprint) => alerts.get(fingerprint) ?? []);
  const begun = others.length === 0 ? at : Math.min(...others.map(({ startsAt }) => startsAt));
  const names = [...new Set(others.map(({ labels }) => nameOf(labels)))].sort();
  return [
    {
      key: `inhibited ${[...by].sort().join(' ').slice(0, 200)} ${start}`,
      at: Math.max(start, begun),
      event: 'inhibited',
      detail: names.length === 0 ? 'by another alert' : `by ${names.slice(0, 5).join(', ')}`,
    },
  ];
}

function nameOf({ alertname = '', severity = '' }: Readonly<Record<string, string>>): string {
  return severity === '' ? alertname : `${alertname} (${severity})`;
}
