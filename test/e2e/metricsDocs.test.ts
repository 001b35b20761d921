import { readFileSync } from 'node:fs';
import { families } from '../../exporter/src/metrics/modelSeries.js';
import { labelsByFamily } from '../support/exportedMetrics.js';
import { goldenScrape } from '../support/goldenScrape.js';
import { projectFile } from '../support/ruleFile.js';

const page = readFileSync(projectFile('docs/METRICS.md'), 'utf8');
const rows = Array.from(page.matchAll(/^\| `([a-z0-9_]+)` \|([^|]*)\|/gm), ([, name = '', labels = '']) => ({
  name,
  labels: Array.from(labels.matchAll(/`([a-z_]+)`/g), ([, label = '']) => label).sort(),
}));

test('the page lists each metric once', () => {
  const names = rows.map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) < index)).toEqual([]);
});

test('the page lists the metrics that are exported, with their labels, and no others', async () => {
  const exported = labelsByFamily(await goldenScrape());
  for (const { name } of families) expect([...exported.keys()]).toContain(name);
  const documented = Object.fromEntries(rows.map(({ name, labels }) => [name, labels]));
  expect(documented).toEqual(
    Object.fromEntries(Array.from(exported, ([name, labels]) => [name, [...labels].sort()])),
  );
});

test('the page names the recorded series that the rules record', () => {
  const rules = readFileSync(projectFile('provisioning/prometheus/rules/fleet.rules.yml'), 'utf8');
  for (const [name = ''] of page.matchAll(/[a-z_]+:[a-z_]+:[a-z0-9]+/g))
    expect(rules).toContain(`record: ${name}\n`);
});
