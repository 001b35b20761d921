import { integer } from '../../config/fields.js';
import { jsonRoute } from '../http/route.js';
import { alertList, alertStatus } from '../schemas/alert.js';
import { modelName } from '../schemas/parameters.js';
import { alertView } from '../views/alertView.js';

export const alerts = jsonRoute({
  method: 'get',
  path: '/api/v1/alerts',
  id: 'listAlerts',
  summary: 'The history of alerts',
  role: 'viewer',
  query: {
    status: alertStatus.optional(),
    model: modelName.optional(),
    limit: integer(1, 1_000).default(100).meta({ description: 'So many alerts at most.' }),
    before: integer(0).optional().meta({ description: 'Only alerts with a smaller alert_id.' }),
  },
  response: alertList,
  async handle({ query: { status, model, limit, before } }, { backend }) {
    const found = await backend.alerts.list({
      limit,
      ...(status === undefined ? {} : { status }),
      ...(model === undefined ? {} : { model }),
      ...(before === undefined ? {} : { before }),
    });
    return { alerts: found.map(alertView) };
  },
});
