import { parseConfig } from './load.js';
import { configWarnings } from './warnings.js';
import { registries } from '../../../test/support/registries.js';

const warningsOf = (monitoring: string, thresholds = '') =>
  configWarnings(
    parseConfig(
      {
        folder: '/config',
        monitoringName: 'monitoring_config.yaml',
        monitoring: Buffer.from(monitoring),
        thresholds: thresholds === '' ? undefined : Buffer.from(thresholds),
      },
      { registries, environment: { HOOK: 'https://hooks.slack.test/k' } },
    ),
  );

const model = 'models: [{ name: a, files: a.csv, features: [income], reference: { files: b.csv } }]\n';
const quiet =
  'alerting: { slack_webhook: "${HOOK}", alertmanager_url: "http://localhost:9093" }\nserver: { external_url: "https://drift.test" }\n';

test.each([
  ['nothing to complain of', quiet + model, '', []],
  [
    'a threshold for a feature that is not listed',
    quiet + model,
    'alert_rules: { warning: [{ feature: income, threshold: 1 }, { feature: incme, threshold: 1, model: a }] }',
    ['alert_rules.warning[1].feature: no model lists a feature "incme"'],
  ],
  [
    'a threshold for a feature that may be inferred',
    `${quiet}models: [{ name: a, files: a.csv, reference: { files: b.csv } }]`,
    'alert_rules: { critical: [{ feature: incme, threshold: 1 }] }',
    [],
  ],
  [
    'no reference',
    `${quiet}models: [{ name: a, files: a.csv }]`,
    '',
    ['models[0].reference: missing, so there is nothing to compare with'],
  ],
  ['no model', quiet, '', ['models: none, so there is nothing to check']],
  [
    'a secret in the file',
    `alerting: { slack_webhook: "\${HOOK}", pagerduty_key: abc, alertmanager_url: "http://localhost:9093", alertmanager_token: def }\nserver: { external_url: "https://drift.test" }\nsources: { db: { type: postgres, url: "postgres://u:p@db/d" }, free: { type: postgres, url: "postgres://u@db/d" } }\n${model}`,
    '',
    [
      'alerting.pagerduty_key: a secret stands in the file, use ${ENV_NAME} or pagerduty_key_file',
      'alerting.alertmanager_token: a secret stands in the file, use ${ENV_NAME} or alertmanager_token_file',
      'sources.db.url: a secret stands in the file, use ${ENV_NAME} or url_file',
    ],
  ],
])('%s', (_, monitoring, thresholds, warnings) => {
  expect(warningsOf(monitoring, thresholds)).toEqual(warnings);
});
