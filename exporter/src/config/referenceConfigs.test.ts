import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { z } from 'zod';
import { namedFeature } from './feature.js';
import { loadConfig } from './load.js';
import { configSchema } from './schema.js';
import { configWarnings } from './warnings.js';
import { registries } from '../../../test/support/registries.js';

const place = { folder: resolve('config') };

/** Every key that a schema knows, at any depth. */
function keysOf(schema: unknown, seen = new Set<unknown>()): string[] {
  if (typeof schema !== 'object' || schema === null || seen.has(schema)) return [];
  seen.add(schema);
  const { def } = (schema as { _zod: { def: Record<string, unknown> } })._zod;
  const shape = (def.shape ?? {}) as Record<string, unknown>;
  const inner = [def.in, def.out, def.innerType, def.element, def.valueType, ...Object.values(shape)];
  return [...Object.keys(shape), ...inner.flatMap((part) => keysOf(part, seen))];
}

test.each(['drift_thresholds.yaml', 'monitoring_config.yaml'])('config/%s explains every key', (name) => {
  const text = readFileSync(resolve('config', name), 'utf8');
  const { driftThresholds, monitoringConfig } = configSchema(registries, place);
  const schemas: z.ZodType[] =
    name === 'drift_thresholds.yaml'
      ? [driftThresholds]
      : [
          monitoringConfig,
          namedFeature(),
          ...Object.values(registries.sourceTypes).map(({ options }) => options(place)),
        ];
  const keys = new Set(schemas.flatMap((schema) => keysOf(schema)));
  expect(keys.size).toBeGreaterThan(name === 'drift_thresholds.yaml' ? 10 : 60);
  const lines = text.split('\n');
  const missing = [...keys].filter(
    (key) => !lines.some((line) => new RegExp(`^[\\s#-]*${key}:( |$)`).test(line)),
  );
  expect(missing).toEqual([]);
});

test('config/ loads, with the placeholders that are to be filled in', async () => {
  const config = await loadConfig('config', { registries, environment: {} });
  expect(config.alert_rules.warning).toEqual([{ feature: 'age', threshold: 0.25 }]);
  expect(config.models[0]?.features?.map(({ name }) => name)).toContain('hour_new_york');
  expect(configWarnings(config)).toEqual([
    'alerting.smtp.password: missing, though the mail server is to be logged in to as a user',
    'alerting.recipients: still a placeholder, no mail will arrive there',
    'alerting.slack_webhook: still a placeholder, nothing will reach Slack',
    'alerting.pagerduty_key: still a placeholder, nothing will reach PagerDuty',
    'alerting.routes[0].recipients: still a placeholder, no mail will arrive there',
    'alerting.smtp.host: still a placeholder, no mail will be sent',
    'alerting.smtp.from: still a placeholder, mail servers may refuse it',
    'server.external_url: still a placeholder, links and pictures in alerts lead nowhere',
    'server.tokens[1].token: missing, so Alertmanager cannot log in to report alerts',
  ]);
});

test('examples/flights loads', async () => {
  const config = await loadConfig('examples/flights', { registries, environment: {} });
  expect(config.models).toHaveLength(1);
  expect(config.models[0]).toMatchObject({
    name: 'flights',
    source: 'files',
    files: [resolve('examples/flights/flights.parquet')],
    timestamp_column: 'scheduled_at',
    time_zone: 'America/New_York',
    label_column: 'late',
    prediction_column: 'late_probability',
    reference: { kind: 'range', to: new Date('2013-03-01T00:00:00Z') },
    check_windows: 'month',
  });
});
