import { z } from 'zod';
import { webhookMessage } from '../../alerts/webhook.js';
import { jsonRoute } from '../http/route.js';

/** Alertmanager puts every alert of a group into one message. */
const LARGEST = 16 * 1024 * 1024;

export const alertWebhook = jsonRoute({
  method: 'post',
  path: '/api/v1/alerts',
  id: 'receiveAlerts',
  summary: "Takes Alertmanager's webhook into the history of alerts",
  role: 'operator',
  body: { schema: webhookMessage, type: 'json', limit: LARGEST },
  response: z.strictObject({ alerts: z.int() }).meta({ id: 'ReceivedAlerts' }),
  failures: { 503: 'Neither the store nor the disk can take it now: send it again' },
  async handle({ body }, { backend }) {
    return { alerts: await backend.alerts.receive(body) };
  },
});
