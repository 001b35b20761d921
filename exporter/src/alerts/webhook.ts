import { createHash } from 'node:crypto';
import { z } from 'zod';
import { readable, texts } from './alertmanagerAnswer.js';
import { FINGERPRINT, type Batch, type Observation } from './observation.js';
import { worstLabel } from './severity.js';

const instant = z.string().refine((text) => !Number.isNaN(Date.parse(text)));

const webhookAlert = z.object({
  status: z.enum(['firing', 'resolved']),
  labels: texts,
  annotations: texts.default({}),
  startsAt: instant,
  endsAt: instant.optional(),
  fingerprint: z.string().regex(FINGERPRINT),
});
type WebhookAlert = z.output<typeof webhookAlert>;

/** Alertmanager's webhook, version 4; what is not used is not looked at. */
export const webhookMessage = z
  .looseObject({
    version: z.literal('4'),
    groupKey: z.string(),
    receiver: z.string().default(''),
    truncatedAlerts: z.number().default(0),
    alerts: z.array(z.unknown()),
  })
  .meta({ id: 'AlertmanagerWebhook', description: 'The webhook of Alertmanager, version 4.' });
export type WebhookMessage = z.output<typeof webhookMessage>;

/** What a webhook tells, and how many of its alerts could not be read. @param at when it came, in milliseconds */
export function webhookBatch(
  message: WebhookMessage,
  at: number,
): { readonly batch: Batch; readonly unreadable: number } {
  const { entries: alerts, unreadable } = readable(webhookAlert, message.alerts);
  const models = new Set(alerts.map(({ labels }) => labels.model ?? ''));
  const [model = ''] = models;
  return {
    batch: {
      observations: alerts.map((alert) => observationOf(alert, at)),
      notification: {
        content: contentOf(message, alerts),
        at,
        model: models.size === 1 ? model : '',
        severity: worstLabel(alerts.map(({ labels }) => labels.severity)),
      },
    },
    unreadable,
  };
}

function observationOf(alert: WebhookAlert, at: number): Observation {
  const { fingerprint, status, labels, annotations, startsAt } = alert;
  const start = Date.parse(startsAt);
  const state =
    status === 'resolved' ? { ended: endOf(alert, at), told: { over: at } } : { told: { firing: at } };
  return {
    fingerprint,
    sighting: { start, ...state, described: { at, labels, annotations } },
    events: [{ key: 'notified', at, event: 'notified', detail: status }],
  };
}

/** Alertmanager writes the year 1 where there is none. */
function endOf({ startsAt, endsAt = '' }: WebhookAlert, at: number): number {
  const end = Date.parse(endsAt);
  return end >= Date.parse(startsAt) ? end : at;
}

/** The same for a message that is sent again, be it to another replica. */
function contentOf({ receiver, groupKey }: WebhookMessage, alerts: readonly WebhookAlert[]): string {
  const told = alerts.map(({ fingerprint, status, startsAt, endsAt }) =>
    [fingerprint, status, startsAt, endsAt].join(' '),
  );
  return createHash('sha256')
    .update(JSON.stringify([receiver, groupKey, told.sort()]))
    .digest('base64url');
}
