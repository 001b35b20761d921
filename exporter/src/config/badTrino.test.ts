import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseConfig } from './load.js';
import { registries } from '../../../test/support/registries.js';

const folder = resolve('exporter/src/config');

test('each source of testdata/sources/trino.yaml has one mistake, and no message tells a secret', () => {
  const monitoring = readFileSync(join(folder, 'testdata', 'sources', 'trino.yaml'));
  const files = { folder, monitoringName: 'monitoring_config.yaml', monitoring };
  const messages = [
    'monitoring_config.yaml:2 sources.lake.user: missing, expected host, catalog and user, or a url that names them',
    'monitoring_config.yaml:3 sources.hive.password: Trino takes no password over plain HTTP, expected https or another sslmode',
    'monitoring_config.yaml:4 sources.open.url: expected an address such as "https://user@host:8443/catalog/schema", without a password',
    'monitoring_config.yaml:5 sources.twice.catalog: expected only one of url and catalog',
    'monitoring_config.yaml:6 sources.odd.sslmode: expected only one of https:// and sslmode disable',
    'monitoring_config.yaml:7 sources.ca.ssl_ca_file: file "absent.pem" does not exist',
  ];
  expect(() => parseConfig(files, { registries, environment: {} })).toThrow(
    expect.objectContaining({ code: 'config_invalid', message: messages.join('\n') }),
  );
  expect(messages.join()).not.toContain('hunter2');
});
