import { alertLinks } from './alertLinks.js';
import { parseConfig } from './load.js';
import { registries } from '../../../test/support/registries.js';

const linksOf = (yaml: string) =>
  alertLinks(
    parseConfig(
      { folder: '/config', monitoringName: 'monitoring_config.yaml', monitoring: Buffer.from(yaml) },
      { registries, environment: {} },
    ),
  );

test('nothing is known', () => {
  expect(linksOf('models: []')).toEqual({ external_url: '', grafana_url: '', runbook_url: '' });
});

test('the exporter has a runbook of its own, and no address ends in a slash', () => {
  expect(linksOf('server: { external_url: "https://a.test/drift/" }')).toEqual({
    external_url: 'https://a.test/drift',
    grafana_url: '',
    runbook_url: 'https://a.test/drift/runbook',
  });
});

test('a wiki and Grafana', () => {
  expect(
    linksOf('alerting: { runbook_url: "https://wiki.test/drift/", grafana_url: "http://g.test" }'),
  ).toEqual({
    external_url: '',
    grafana_url: 'http://g.test',
    runbook_url: 'https://wiki.test/drift',
  });
});
