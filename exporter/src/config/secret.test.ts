import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { format, inspect } from 'node:util';
import { parseConfig } from './load.js';
import { Secret } from './secret.js';
import { registries } from '../../../test/support/registries.js';

const folder = resolve('exporter/src/config');
const text = `
alerting:
  slack_webhook: https://hooks.slack.com/hunter2
  pagerduty_key_file: testdata/secret.txt
  smtp: { host: mail.example.org, from: a@example.org, user: a, password: "\${PASSWORD}" }
sources:
  by_url: { type: postgres, url: "postgres://reader:hunter2@db/credit?sslmode=verify-full" }
  by_key: { type: postgres, host: db, database: credit, user: reader, password: hunter2 }
store: { url: "postgres://drift:\${PASSWORD}@db/drift" }
`;
const config = parseConfig(
  { folder, monitoringName: 'monitoring_config.yaml', monitoring: Buffer.from(text) },
  { registries, environment: { PASSWORD: 'hunter2' } },
);

test('a secret is itself only where it is asked for', () => {
  const secret = new Secret('hunter2');
  expect(secret.reveal()).toBe('hunter2');
  expect([
    `${String(secret)}`,
    `${secret}`,
    JSON.stringify({ secret }),
    inspect(secret),
    format('%s %o %j', secret, secret, secret),
  ]).toEqual(['<secret>', '<secret>', '{"secret":"<secret>"}', '<secret>', '<secret> <secret> "<secret>"']);
});

test('no dump of a configuration holds the password', () => {
  for (const dump of [
    JSON.stringify(config),
    inspect(config, { depth: 20, showHidden: true }),
    format('%o', config),
  ]) {
    expect(dump).toContain('<secret>');
    expect(dump).not.toContain('hunter2');
  }
  expect(JSON.stringify(structuredClone({ ...config.alerting.smtp }))).not.toContain('hunter2');
});

test('every secret is there, from wherever it came', () => {
  const { by_url, by_key } = config.sources as Record<string, { url?: Secret; password?: Secret }>;
  expect([
    config.alerting.slack_webhook?.reveal(),
    config.alerting.pagerduty_key?.reveal(),
    config.alerting.smtp?.password?.reveal(),
    by_url?.url?.reveal(),
    by_key?.password?.reveal(),
    config.store.url?.reveal(),
  ]).toEqual([
    'https://hooks.slack.com/hunter2',
    readFileSync(resolve(folder, 'testdata/secret.txt'), 'utf8').trim(),
    'hunter2',
    'postgres://reader:hunter2@db/credit',
    'hunter2',
    'postgres://drift:hunter2@db/drift',
  ]);
});

test('the ones that stand in the file as they are are known', () => {
  expect(config.plain_secrets).toEqual([
    'alerting.slack_webhook',
    'sources.by_url.url',
    'sources.by_key.password',
  ]);
});

test.each([
  ['host: localhost, database: d, user: u', 'disable'],
  ['host: /run/postgresql, database: d, user: u', 'disable'],
  ['host: db, database: d, user: u', 'require'],
  ['host: db, database: d, user: u, ssl_ca_file: ca.pem', 'verify-full'],
  ['host: db, database: d, user: u, sslmode: disable', 'disable'],
  ['url: "postgres://u@db/d"', 'require'],
  ['url: "postgres://u@[::1]/d"', 'disable'],
  ['url: "postgres://u@db/d?sslmode=disable"', 'disable'],
  ['url: "postgres://u@db/d?sslmode=disable", sslmode: require', 'require'],
])('{ %s } has sslmode %s', (keys, sslmode) => {
  const monitoring = Buffer.from(`sources: { db: { type: postgres, ${keys} } }`);
  expect(
    parseConfig({ folder, monitoringName: 'm.yaml', monitoring }, { registries }).sources.db,
  ).toMatchObject({ sslmode });
});
