import { z } from 'zod';
import { duration, LONGEST_TIMER } from './duration.js';
import { flag, integer, path, pickSecret, secret, secretFile, section, text, type Place } from './fields.js';

/** What stands in an example until somebody fills it in. */
export const isPlaceholder = (value: string): boolean =>
  /…|\.\.\.|<[^>]*>|example\.(com|org|net)|\b(your|changeme|change-me|todo)\b|x{4,}|T0{8}/i.test(value);

const mailAddress = () =>
  z
    .string()
    .regex(/^[^\s@]+@[^\s@]+$/, { error: 'expected an e-mail address such as "ml-team@example.org"' });

const webhook = () =>
  secret().refine((value) => /^https?:\/\//.test(value.reveal()), {
    error: 'expected an address that starts with https://',
  });

const address = () =>
  z.string().refine((value) => /^https?:\/\//.test(value) && URL.canParse(value), {
    error: 'expected an address such as "http://alertmanager.example.org:9093"',
  });

/** The mail server. */
const smtp = (place: Place) =>
  section({
    host: text(),
    port: integer(1, 65_535).prefault(587),
    from: mailAddress(),
    user: text().optional(),
    password: secret().optional(),
    password_file: secretFile(place).optional(),
  }).transform(({ password_file, ...rest }, context) => ({
    ...rest,
    password: pickSecret('password', rest.password, password_file, context),
  }));

/** Whom alerts reach, and how. */
export const alerting = (place: Place) =>
  section({
    email_enabled: flag().prefault(false),
    recipients: z.array(mailAddress()).prefault([]),
    smtp: smtp(place).optional(),
    slack_webhook: webhook().optional(),
    slack_webhook_file: secretFile(place).optional(),
    pagerduty_key: secret().optional(),
    pagerduty_key_file: secretFile(place).optional(),
    alertmanager_url: address().optional(),
    alertmanager_token: secret().optional(),
    alertmanager_token_file: secretFile(place).optional(),
    alertmanager_ca_file: path(place).optional(),
    poll_frequency: duration({ longest: LONGEST_TIMER }).prefault('30s'),
  }).transform(({ slack_webhook_file, pagerduty_key_file, alertmanager_token_file, ...rest }, context) => ({
    ...rest,
    alertmanager_token: pickSecret(
      'alertmanager_token',
      rest.alertmanager_token,
      alertmanager_token_file,
      context,
    ),
    slack_webhook: pickSecret('slack_webhook', rest.slack_webhook, slack_webhook_file, context),
    pagerduty_key: pickSecret('pagerduty_key', rest.pagerduty_key, pagerduty_key_file, context),
  }));
