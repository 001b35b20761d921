import { alertWarnings } from './alertWarnings.js';
import { parseConfig } from './load.js';
import { registries } from '../../../test/support/registries.js';

const warningsOf = (monitoring: string) =>
  alertWarnings(
    parseConfig(
      { folder: '/config', monitoringName: 'monitoring_config.yaml', monitoring: Buffer.from(monitoring) },
      { registries, environment: { SECRET: 's', HOOK: 'https://hooks.slack.test/s' } },
    ),
  );

const slack = 'slack_webhook: "${HOOK}"';
const pagerduty = 'pagerduty_key: "${SECRET}"';
const alertmanager = 'alertmanager_url: "http://localhost:9093"';
const found = `${slack}, ${alertmanager}`;
const server = 'server: { external_url: "https://drift.test" }';
const mail = `email_enabled: true, recipients: [a@b.test], ${found}`;
const smtp = 'host: mail.test, from: a@b.test';
const always = 'from: "00:00", to: "24:00"';
const token = 'token: "${SECRET}"';

test.each<[string, string, string[]]>([
  ['nothing to complain of', `alerting: { ${found} }\n${server}`, []],
  ['nobody to tell', 'models: []', ['alerting: no e-mail, Slack or PagerDuty, so alerts reach nobody']],
  [
    'no address to link to, and none of Alertmanager',
    `alerting: { ${slack} }`,
    [
      'server.external_url: missing, so alerts come without pictures and links, and no history of them is kept',
      'alerting.alertmanager_url: missing, so silences and silenced alerts stay out of the history',
    ],
  ],
  [
    'a user of Alertmanager without a password',
    `alerting: { ${found}, alertmanager_user: u }\n${server}`,
    ['alerting.alertmanager_token: missing, though Alertmanager is to be asked as a user'],
  ],
  [
    'e-mail without recipients and server',
    `alerting: { email_enabled: true, ${found} }\n${server}`,
    [
      'alerting.recipients: e-mail is on but nobody receives it',
      'alerting.smtp: e-mail is on but no mail server is named',
    ],
  ],
  [
    'e-mail for a team alone',
    `alerting: { email_enabled: true, ${found}, smtp: { ${smtp} }, routes: [{ team: t, recipients: [a@b.test] }] }\n${server}\nmodels: [{ name: a, files: a.csv, team: t }]`,
    [],
  ],
  [
    'e-mail for a team alone, and PagerDuty for another',
    `alerting: { email_enabled: true, ${alertmanager}, smtp: { ${smtp} }, routes: [{ team: t, recipients: [a@b.test] }, { team: u, ${pagerduty} }] }\n${server}\nmodels: [{ name: a, files: a.csv, team: t }, { name: b, files: a.csv, team: u }]`,
    [
      'alerting: only teams have receivers, so alerts about other models and about the exporter reach nobody',
      'alerting.routes[1]: PagerDuty hears of critical alerts only, so warnings lack a receiver',
    ],
  ],
  [
    'PagerDuty alone',
    `alerting: { ${pagerduty}, ${alertmanager} }\n${server}`,
    [
      'alerting: PagerDuty hears of critical alerts only, so warnings lack a receiver; DriftSourceDown and DriftStale are warnings, and silence critical alerts',
    ],
  ],
  [
    'a mail server with a user and no password, in clear text',
    `alerting: { ${mail}, smtp: { ${smtp}, user: u, require_tls: false } }\n${server}`,
    [
      'alerting.smtp.password: missing, though the mail server is to be logged in to as a user',
      'alerting.smtp.require_tls: off, so mails and the password cross the network in clear text',
    ],
  ],
  [
    'clear text to a host whose name looks like this machine',
    `alerting: { ${mail}, smtp: { host: 127.evil.test, from: a@b.test, require_tls: false } }\n${server}`,
    ['alerting.smtp.require_tls: off, so mails and the password cross the network in clear text'],
  ],
  [
    'clear text that stays on this machine, or is none',
    `alerting: { ${mail}, smtp: { host: localhost, from: a@b.test, require_tls: false } }\n${server}`,
    [],
  ],
  [
    'port 465, encrypted from the first byte',
    `alerting: { ${mail}, smtp: { ${smtp}, port: 465, require_tls: false } }\n${server}`,
    [],
  ],
  [
    'placeholders',
    `alerting: { email_enabled: true, alertmanager_url: "http://am.example.org", grafana_url: "https://grafana.example.org", runbook_url: "https://wiki.example.org/drift", recipients: [a@b.test, a@example.org], smtp: { host: mail.example.org, from: drift@example.org }, slack_webhook: "https://hooks.slack.com/services/T00000000/B00000000/XXXX", pagerduty_key: <your key>, routes: [{ team: t, recipients: [t@example.org], slack_webhook: "https://…" }] }\nserver: { external_url: "https://drift.example.org" }\nmodels: [{ name: a, files: a.csv, team: t }]`,
    [
      'alerting.recipients: still a placeholder, no mail will arrive there',
      'alerting.slack_webhook: still a placeholder, nothing will reach Slack',
      'alerting.pagerduty_key: still a placeholder, nothing will reach PagerDuty',
      'alerting.routes[0].recipients: still a placeholder, no mail will arrive there',
      'alerting.routes[0].slack_webhook: still a placeholder, nothing will reach Slack',
      'alerting.smtp.host: still a placeholder, no mail will be sent',
      'alerting.smtp.from: still a placeholder, mail servers may refuse it',
      'server.external_url: still a placeholder, links and pictures in alerts lead nowhere',
      'alerting.grafana_url: still a placeholder, links to dashboards lead nowhere',
      'alerting.runbook_url: still a placeholder, links to the runbook lead nowhere',
      'alerting.alertmanager_url: still a placeholder, silences and silenced alerts stay out of the history',
    ],
  ],
  [
    'a team without models, whose mail is off',
    `alerting: { ${found}, routes: [{ team: rsk, recipients: [a@b.test] }] }\n${server}\nmodels: [{ name: a, files: a.csv, team: risk }]`,
    [
      'alerting.routes[0].team: no model belongs to a team "rsk"',
      'alerting.routes[0].recipients: they get no mail while alerting.email_enabled is false',
    ],
  ],
  [
    'quiet hours that never end, in two parts',
    `alerting: { ${found}, quiet_hours: [{ from: "06:00", to: "05:00" }, { from: "05:00", to: "06:00", severities: [warning, critical] }] }\n${server}`,
    [
      'alerting.quiet_hours: always, so no warning alert reaches anybody',
      'alerting.quiet_hours[1].severities: critical alerts wait for the end of the quiet hours too',
    ],
  ],
  [
    'quiet hours for all and always',
    `alerting: { ${found}, quiet_hours: [{ ${always}, severities: [warning, critical] }] }\n${server}`,
    [
      'alerting.quiet_hours: always, so no warning alert reaches anybody',
      'alerting.quiet_hours: always, so no critical alert reaches anybody',
    ],
  ],
  [
    'quiet days that leave one',
    `alerting: { ${found}, quiet_hours: [{ ${always}, days: [monday, tuesday, wednesday, thursday, friday, saturday] }] }\n${server}`,
    [],
  ],
  [
    'quiet hours that meet only if two time zones were one',
    `alerting: { ${found}, quiet_hours: [{ from: "00:00", to: "12:00" }, { from: "12:00", to: "24:00", time_zone: Asia/Tokyo }] }\n${server}`,
    [],
  ],
  [
    'a token that is not there',
    `alerting: { ${found}, webhook_token: alertmanger }\nserver: { external_url: "https://drift.test", tokens: [{ name: alertmanager, role: operator, ${token} }] }`,
    ['alerting.webhook_token: no entry of server.tokens has this name'],
  ],
  [
    'a token that may only look, and is empty',
    `alerting: { ${found}, webhook_token: a }\nserver: { external_url: "https://drift.test", tokens: [{ name: b, ${token} }, { name: a }] }`,
    [
      'server.tokens[1].role: viewer, but alerting.webhook_token needs operator to report alerts',
      'server.tokens[1].token: missing, so Alertmanager cannot log in to report alerts',
    ],
  ],
  [
    'a token that may do more than it must',
    `alerting: { ${found}, webhook_token: a }\nserver: { external_url: "https://drift.test", tokens: [{ name: a, role: admin, ${token} }] }`,
    [],
  ],
  [
    'logins, and none for Alertmanager',
    `alerting: { ${found} }\nserver: { external_url: "https://drift.test", tokens: [{ name: a, ${token} }] }`,
    ['alerting.webhook_token: missing, so Alertmanager cannot log in to report alerts for the history'],
  ],
])('%s', (_, monitoring, warnings) => {
  expect(warningsOf(monitoring)).toEqual(warnings);
});
