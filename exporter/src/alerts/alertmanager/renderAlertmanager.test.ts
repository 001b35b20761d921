import { parseConfig } from '../../config/load.js';
import { registries } from '../../../../test/support/registries.js';
import { alertmanagerYaml } from './alertmanagerYaml.js';
import { renderAlertmanager } from './renderAlertmanager.js';

const rendered = (yaml: string) =>
  renderAlertmanager(
    parseConfig(
      { folder: '/config', monitoringName: 'monitoring_config.yaml', monitoring: Buffer.from(yaml) },
      { registries, environment: {} },
    ),
    '/etc/am',
  );
const receiver = (yaml: string, name: string) =>
  rendered(yaml).config.receivers.find((candidate) => candidate.name === name);

test('nothing configured: routes that end nowhere, no secrets', () => {
  const { config, secrets, certificates } = rendered('models: []');
  expect(config.receivers).toEqual([
    { name: 'drift-nobody' },
    { name: 'drift-critical' },
    { name: 'drift-warning' },
  ]);
  expect([...secrets, ...certificates]).toEqual([]);
  expect(config.route.receiver).toBe('drift-nobody');
});

test('an empty section loads as it stands in the contract', () => {
  const { config, secrets } = rendered(
    'alerting: { email_enabled: true, slack_webhook: "https://hooks.slack.test/x", pagerduty_key: "k" }',
  );
  expect(config.receivers.at(1)).toMatchObject({
    name: 'drift-critical',
    slack_configs: [{ api_url_file: '/etc/am/secrets/drift/slack_webhook', send_resolved: true }],
    pagerduty_configs: [{ routing_key_file: '/etc/am/secrets/drift/pagerduty_key', send_resolved: true }],
  });
  expect(config.receivers.at(2)).not.toHaveProperty('pagerduty_configs');
  expect(secrets.map(({ path, secret }) => [path, secret?.reveal()])).toEqual([
    ['secrets/drift/slack_webhook', 'https://hooks.slack.test/x'],
    ['secrets/drift/pagerduty_key', 'k'],
  ]);
});

const smtp = (more: string) =>
  receiver(
    `alerting: { email_enabled: true, recipients: [a@b.test, c@d.test], smtp: { host: mail.test, from: e@f.test, ${more} } }`,
    'drift-warning',
  )?.email_configs;

test('each recipient gets a mail of its own', () => {
  expect(smtp('')?.map(({ to }) => to)).toEqual(['a@b.test', 'c@d.test']);
});

test.each([
  ['port: 587', { smarthost: 'mail.test:587', require_tls: true }],
  ['port: 465', { smarthost: 'mail.test:465', require_tls: false }],
  ['require_tls: false', { smarthost: 'mail.test:587', require_tls: false }],
  ['user: u', { auth_username: 'u', auth_password_file: '/etc/am/secrets/drift/smtp_password' }],
])('mail with %s', (more, expected) => {
  expect(smtp(more)?.[0]).toMatchObject(expected);
});

test('an IPv6 address stands in brackets', () => {
  const yaml =
    'alerting: { email_enabled: true, recipients: [a@b.test], smtp: { host: "::1", from: e@f.test } }';
  expect(receiver(yaml, 'drift-critical')?.email_configs?.[0]).toMatchObject({ smarthost: '[::1]:587' });
});

test('a team has its own receivers, and the common ones for what it lacks', () => {
  const yaml = `alerting: { slack_webhook: "https://s.test/all", pagerduty_key: all, routes: [{ team: risk, pagerduty_key: own }] }`;
  const { config, secrets } = rendered(yaml);
  expect(config.receivers.find(({ name }) => name === 'drift-team-risk-critical')).toMatchObject({
    slack_configs: [{ api_url_file: '/etc/am/secrets/drift/slack_webhook' }],
    pagerduty_configs: [{ routing_key_file: '/etc/am/secrets/drift/pagerduty_key-risk' }],
  });
  expect(secrets.map(({ path }) => path)).toEqual([
    'secrets/drift/slack_webhook',
    'secrets/drift/pagerduty_key',
    'secrets/drift/pagerduty_key-risk',
  ]);
});

test('teams whose names are no file names, or differ in case alone, share no secret', () => {
  const routes = ['Risk', 'risk', '../../etc/passwd', 'a b'].map(
    (team) => `{ team: ${JSON.stringify(team)}, pagerduty_key: k }`,
  );
  const paths = rendered(`alerting: { routes: [${routes.join()}] }`).secrets.map(({ path }) =>
    path.toLowerCase(),
  );
  expect(new Set(paths).size).toBe(4);
  for (const path of paths) expect(path).toMatch(/^secrets\/drift\/pagerduty_key-[a-z\d._-]+$/);
});

test('parts of a fleet are messages of their own, and silence nothing of each other', () => {
  const { route, inhibit_rules } = rendered('alerting: { part_labels: [region, cluster] }').config;
  expect(route.routes?.[0]?.group_by).toEqual(['model', 'region', 'cluster']);
  for (const { equal } of inhibit_rules) expect(equal.slice(-2)).toEqual(['region', 'cluster']);
});

test('the history: first of all, with the token that is named', () => {
  const { config, secrets } = rendered(
    'alerting: { webhook_token: am }\nserver: { external_url: "https://drift.test/x/", tokens: [{ name: am, role: operator, token: t }] }',
  );
  expect(config.route.routes?.[0]?.routes?.[0]).toMatchObject({ receiver: 'drift-history', continue: true });
  expect(config.receivers.find(({ name }) => name === 'drift-history')?.webhook_configs).toEqual([
    {
      send_resolved: true,
      url: 'https://drift.test/x/api/v1/alerts',
      max_alerts: 0,
      http_config: {
        follow_redirects: false,
        authorization: { type: 'Bearer', credentials_file: '/etc/am/secrets/drift/exporter_token' },
      },
    },
  ]);
  expect(secrets.map(({ path, secret }) => [path, secret?.reveal()])).toEqual([
    ['secrets/drift/exporter_token', 't'],
  ]);
});

test('a secret that the configuration lacks is named, for somebody else to put there', () => {
  const { secrets } = rendered(
    'alerting: { webhook_token: am }\nserver: { external_url: "https://drift.test", tokens: [{ name: am }] }',
  );
  expect(secrets).toEqual([{ path: 'secrets/drift/exporter_token' }]);
});

test('times stay texts for readers of YAML 1.1, and no receiver refers to another', () => {
  const text = alertmanagerYaml(
    rendered('alerting: { pagerduty_key: on, quiet_hours: [{ from: "10:00", to: "11:00" }] }').config,
  );
  expect(text).toContain("start_time: '10:00'");
  expect(text).not.toMatch(/[&*]a\d/);
});
