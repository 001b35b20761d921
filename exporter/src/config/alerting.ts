import { z } from 'zod';
import { alertRoute } from './alertRoute.js';
import { duration, LONGEST_TIMER } from './duration.js';
import {
  certificateFile,
  flag,
  pickSecret,
  secret,
  secretFile,
  section,
  text,
  webAddress,
  type Place,
} from './fields.js';
import { mailAddress, smtp } from './mail.js';
import { partLabels } from './partLabels.js';
import { quietHours } from './quietHours.js';
import { webhook, webhookFile } from './webhook.js';

/** Whom alerts reach, how, and when they stay quiet; and where Alertmanager is. */
export const alerting = (place: Place) =>
  section({
    email_enabled: flag().prefault(false),
    recipients: z.array(mailAddress()).prefault([]),
    smtp: smtp(place).optional(),
    slack_webhook: webhook().optional(),
    slack_webhook_file: webhookFile(place).optional(),
    pagerduty_key: secret().optional(),
    pagerduty_key_file: secretFile(place).optional(),
    pagerduty_url: webAddress('https://events.eu.pagerduty.com/v2/enqueue').optional(),
    routes: z.array(alertRoute(place)).prefault([]),
    quiet_hours: z.array(quietHours()).prefault([]),
    part_labels: partLabels().prefault([]),
    group_wait: duration({ zero: true }).prefault('30s'),
    group_interval: duration().prefault('5m'),
    repeat_interval: duration().prefault('24h'),
    grafana_url: webAddress('https://grafana.example.org').optional(),
    runbook_url: webAddress('https://wiki.example.org/drift').optional(),
    alertmanager_url: webAddress('http://localhost:9093').optional(),
    alertmanager_user: text().optional(),
    alertmanager_token: secret().optional(),
    alertmanager_token_file: secretFile(place).optional(),
    alertmanager_ca_file: certificateFile(place).optional(),
    poll_frequency: duration({ longest: LONGEST_TIMER }).prefault('30s'),
    webhook_token: text().optional(),
    webhook_ca_file: certificateFile(place).optional(),
  })
    .superRefine(({ routes }, context) => {
      for (const [index, { team }] of routes.entries()) {
        const first = routes.findIndex((route) => route.team === team);
        if (first < index) {
          const message = `${JSON.stringify(team)} is the team of routes[${first}] too`;
          context.addIssue({ code: 'custom', path: ['routes', index, 'team'], message });
        }
      }
    })
    .transform(({ slack_webhook_file, pagerduty_key_file, alertmanager_token_file, ...rest }, context) => ({
      ...rest,
      slack_webhook: pickSecret('slack_webhook', rest.slack_webhook, slack_webhook_file, context),
      pagerduty_key: pickSecret('pagerduty_key', rest.pagerduty_key, pagerduty_key_file, context),
      alertmanager_token: pickSecret(
        'alertmanager_token',
        rest.alertmanager_token,
        alertmanager_token_file,
        context,
      ),
    }));
