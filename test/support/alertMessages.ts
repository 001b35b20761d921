/** Webhooks of Alertmanager, as version 0.25 sends them. */
import type { WebhookMessage } from '../../exporter/src/alerts/webhook.js';

export interface MessageAlert {
  readonly fingerprint: string;
  /** Milliseconds since the epoch. */
  readonly start: number;
  /** Absent while it fires. */
  readonly end?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

const NEVER = '0001-01-01T00:00:00Z';

/** One notification about some alerts. */
export function alertMessage(
  alerts: readonly MessageAlert[],
  groupKey = '{}/{}:{model="credit risk"}',
): WebhookMessage {
  return {
    version: '4',
    groupKey,
    truncatedAlerts: 0,
    status: alerts.some(({ end }) => end === undefined) ? 'firing' : 'resolved',
    receiver: 'history',
    groupLabels: {},
    commonLabels: {},
    commonAnnotations: {},
    externalURL: 'http://alertmanager.example.org:9093',
    alerts: alerts.map(({ fingerprint, start, end, labels = {}, annotations = {} }) => ({
      status: end === undefined ? 'firing' : 'resolved',
      labels: { alertname: 'DriftFeature', severity: 'warning', model: 'flights', ...labels },
      annotations: { summary: 'it drifts', runbook_url: 'https://drift.example.org/runbook', ...annotations },
      startsAt: new Date(start).toISOString(),
      endsAt: end === undefined ? NEVER : new Date(end).toISOString(),
      generatorURL: 'http://prometheus.example.org:9090/graph',
      fingerprint,
    })),
  };
}
