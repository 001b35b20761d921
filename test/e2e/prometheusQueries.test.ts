import { readFileSync } from 'node:fs';
import { Exposition } from '../../exporter/src/metrics/exposition.js';
import { describePrometheus, startPrometheus, type PrometheusServer } from '../services/prometheus.js';
import { dataFolder } from '../support/dataFolder.js';
import { goldenHealth, goldenState } from '../support/goldenScrape.js';
import { windowEnd } from '../support/modelStates.js';
import { promqlBlocks } from '../support/promqlBlocks.js';
import { projectFile } from '../support/ruleFile.js';
import { serveTexts, type TextServer } from '../support/textServer.js';

// as deployed, but evaluated at once
const rules = readFileSync(projectFile('provisioning/prometheus/rules/fleet.rules.yml'), 'utf8');
const queries = promqlBlocks(readFileSync(projectFile('docs/METRICS.md'), 'utf8'));

await describePrometheus('the queries of docs/METRICS.md', (binaries) => {
  const folder = dataFolder();
  let pages: TextServer;
  let prometheus: PrometheusServer;

  // an exporter that has something new at each scrape
  beforeAll(async () => {
    const health = goldenHealth();
    const exposition = new Exposition(health, 10_000);
    const state = goldenState();
    let scrapes = 0;
    pages = await serveTexts({
      '/metrics': async () => {
        scrapes++;
        health.checkStarted();
        health.checkFinished('credit risk', {
          seconds: { reference: 1, count: 0.2, judge: 0.03, store: 0.1 },
          rows: 10,
        });
        const counters = Array.from(state.counters, ([name, { feature, counts, sum }]) => {
          return [
            name,
            { feature, counts: counts.map((count) => count * scrapes), sum: sum * scrapes },
          ] as const;
        });
        return (await exposition.render([{ ...state, counters: new Map(counters) }], windowEnd)).text;
      },
    });
    const ruleFile = folder.write('fleet.rules.yml', rules.replaceAll('interval: 5m', 'interval: 200ms'));
    prometheus = await startPrometheus(binaries, {
      targets: [{ url: pages.url('/metrics') }],
      interval: '250ms',
      ruleFiles: [ruleFile],
    });
    await prometheus.client.until('count_over_time(up[1h]) > 5', (series) => series.length === 1);
  });

  afterAll(async () => {
    await prometheus.stop();
    await pages.close();
  });

  test('are ten at least', () => expect(queries.length).toBeGreaterThanOrEqual(10));

  test.each(queries)('$title', async ({ query }) => {
    const series = await prometheus.client.until(query, (rows) => rows.length > 0);
    for (const { points } of series) expect(points.every(([, value]) => Number.isFinite(value))).toBe(true);
  });
});
