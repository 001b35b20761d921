import { readFileSync } from 'node:fs';
import { alertRuleFiles } from '../support/alertRules.js';
import { labelsByFamily } from '../support/exportedMetrics.js';
import { goldenScrape } from '../support/goldenScrape.js';
import { sleeping } from '../support/metricsToCome.js';
import { promqlBlocks } from '../support/promqlBlocks.js';
import { promqlNames } from '../support/promqlNames.js';
import { projectFile } from '../support/ruleFile.js';

const page = readFileSync(projectFile('docs/ALERTS.md'), 'utf8');
const files = alertRuleFiles();
const alerts = [...new Set(files.flatMap((file) => file.alerts.map(({ alert }) => alert)))].sort();
const headings = Array.from(page.matchAll(/^### (.+)$/gm), ([, heading = '']) => heading);

test('each alert has a heading, and each heading an alert', () => {
  expect([...headings].sort()).toEqual(alerts);
});

test.each(page.split(/^### /m).slice(1))(
  '%.20s tells what it means, what to look at, what to do, when it is over',
  (section) => {
    const parts = Array.from(section.matchAll(/^\*\*(Means|Look at|Do|Over)\*\*/gm), ([, part]) => part);
    expect(parts).toEqual(['Means', 'Look at', 'Do', 'Over']);
  },
);

test('the table lists each file with its alerts', () => {
  const rows = Array.from(page.matchAll(/^\| (`.*?) \| (.*) \|$/gm), ([, names = '', listed = '']) => ({
    names,
    listed,
  }));
  for (const { file, alerts: own } of files.filter((one) => one.alerts.length > 0)) {
    const name = file.slice(file.lastIndexOf('/') + 1).replace('.rules.yml', '');
    const row = rows.find(({ names }) => names.includes(`\`${name}\``));
    for (const { alert } of own) expect(row?.listed).toContain(`[${alert}](#${alert.toLowerCase()})`);
  }
});

test('links within the page lead somewhere', () => {
  const anchors = Array.from(page.matchAll(/^##+ (.+)$/gm), ([, heading = '']) =>
    heading.toLowerCase().replaceAll(' ', '-'),
  );
  for (const [, anchor] of page.matchAll(/\]\(#([^)]+)\)/g)) expect(anchors).toContain(anchor);
});

test('queries name metrics that are exported, recorded or known to come', async () => {
  const known = new Set([
    ...labelsByFamily(await goldenScrape()).keys(),
    ...sleeping.keys(),
    ...files.flatMap((file) => file.recordings.map(({ record }) => record)),
  ]);
  const metrics = promqlBlocks(page).flatMap(({ query }) =>
    promqlNames(query).metrics.map(({ metric }) => metric),
  );
  expect(metrics.length).toBeGreaterThan(10);
  expect(metrics.filter((metric) => !known.has(metric))).toEqual([]);
});
