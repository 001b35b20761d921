import { z } from 'zod';
import { pickSecret, secret, secretFile, section, text, type Place } from './fields.js';
import { mailAddress } from './mail.js';
import { webhook, webhookFile } from './webhook.js';

/** A team's own receivers; for what it lacks the common ones stand in. */
export const alertRoute = (place: Place) =>
  section({
    team: text(),
    recipients: z.array(mailAddress()).prefault([]),
    slack_webhook: webhook().optional(),
    slack_webhook_file: webhookFile(place).optional(),
    pagerduty_key: secret().optional(),
    pagerduty_key_file: secretFile(place).optional(),
  }).transform(({ slack_webhook_file, pagerduty_key_file, ...rest }, context) => {
    const route = {
      ...rest,
      slack_webhook: pickSecret('slack_webhook', rest.slack_webhook, slack_webhook_file, context),
      pagerduty_key: pickSecret('pagerduty_key', rest.pagerduty_key, pagerduty_key_file, context),
    };
    if (route.recipients.length === 0 && !route.slack_webhook && !route.pagerduty_key) {
      context.addIssue({ code: 'custom', message: 'expected recipients, slack_webhook or pagerduty_key' });
    }
    return route;
  });
