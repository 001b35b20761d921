import type { z } from 'zod';
import type { KeptAlert } from '../../store/alertRecords.js';
import type { alertEpisodes, alertList } from '../schemas/alert.js';

type Summary = z.output<typeof alertList>['alerts'][number];
type Episode = z.output<typeof alertEpisodes>['episodes'][number];

const iso = (time: number | undefined): string | null =>
  time === undefined ? null : new Date(time).toISOString();

export function alertView(alert: KeptAlert): Summary {
  const { startsAt, acknowledgedAt, resolvedAt } = alert;
  const after = (time: number | undefined): number | null =>
    time === undefined ? null : (time - startsAt) / 1000;
  return {
    alert_id: alert.id,
    fingerprint: alert.fingerprint,
    alert_name: alert.name,
    model: alert.model ?? null,
    feature: alert.feature ?? null,
    segment: alert.segment,
    team: alert.team ?? null,
    severity: alert.severity ?? null,
    status: alert.status,
    starts_at: new Date(startsAt).toISOString(),
    acknowledged_at: iso(acknowledgedAt),
    acknowledged_by: alert.acknowledgedBy ?? null,
    resolved_at: iso(resolvedAt),
    seconds_to_acknowledge: after(acknowledgedAt),
    seconds_to_resolve: after(resolvedAt),
    silenced: alert.silenced,
    inhibited: alert.inhibited,
    notifications: alert.notifications,
    summary: alert.summary ?? null,
    description: alert.description ?? null,
    runbook_url: alert.runbookUrl ?? null,
  };
}

export function episodeView(alert: KeptAlert): Episode {
  return {
    ...alertView(alert),
    labels: { ...alert.labels },
    events: alert.events.map(({ at, event, actor, detail, notification }) => ({
      occurred_at: new Date(at).toISOString(),
      event,
      actor: actor ?? null,
      detail: detail ?? null,
      notification_id: notification ?? null,
    })),
  };
}
