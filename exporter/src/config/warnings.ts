import { isPlaceholder } from './alerting.js';
import type { Config } from './schema.js';
import type { Secret } from './secret.js';

/** What is not wrong but will not do what its author hopes, in sentences without a full stop. */
export function configWarnings(config: Config): string[] {
  return [
    ...alertWarnings(config),
    ...thresholdWarnings(config),
    ...modelWarnings(config),
    ...secretWarnings(config),
  ];
}

function alertWarnings({ alerting }: Config): string[] {
  const { email_enabled, recipients, smtp, slack_webhook, pagerduty_key } = alerting;
  const warnings: string[] = [];
  if (email_enabled && recipients.length === 0) {
    warnings.push('alerting.recipients: e-mail is on but nobody receives it');
  }
  if (email_enabled && smtp === undefined) {
    warnings.push('alerting.smtp: e-mail is on but no mail server is named');
  }
  if (isUnfilled(slack_webhook)) {
    warnings.push('alerting.slack_webhook: still a placeholder, nothing will reach Slack');
  }
  if (isUnfilled(pagerduty_key)) {
    warnings.push('alerting.pagerduty_key: still a placeholder, nothing will reach PagerDuty');
  }
  if (!email_enabled && slack_webhook === undefined && pagerduty_key === undefined) {
    warnings.push('alerting: no e-mail, Slack or PagerDuty, so alerts reach nobody');
  }
  return warnings;
}

const isUnfilled = (secret: Secret | undefined) => secret !== undefined && isPlaceholder(secret.reveal());

/** Rules for features that no model has; where a model's features are inferred, nobody can tell. */
function thresholdWarnings({ alert_rules, models }: Config): string[] {
  return (['critical', 'warning'] as const).flatMap((level) =>
    alert_rules[level].flatMap(({ feature, model }, index) => {
      const meant = models.filter(({ name }) => model === undefined || name === model);
      const known = meant.some(
        ({ features }) => features === undefined || features.some(({ name }) => name === feature),
      );
      return meant.length === 0 || known
        ? []
        : [`alert_rules.${level}[${index}].feature: no model lists a feature ${JSON.stringify(feature)}`];
    }),
  );
}

function modelWarnings({ models }: Config): string[] {
  return models.length === 0
    ? ['models: none, so there is nothing to check']
    : models.flatMap(({ reference }, index) =>
        reference === undefined
          ? [`models[${index}].reference: missing, so there is nothing to compare with`]
          : [],
      );
}

const secretWarnings = ({ plain_secrets }: Config) =>
  plain_secrets.map(
    (key) => `${key}: a secret stands in the file, use \${ENV_NAME} or ${key.split('.').at(-1)}_file`,
  );
