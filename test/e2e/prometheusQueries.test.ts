import { readFileSync } from 'node:fs';
import { Exposition } from '../../exporter/src/metrics/exposition.js';
import { describePrometheus, startPrometheus, type PrometheusServer } from '../services/prometheus.js';
import { goldenHealth, goldenState } from '../support/goldenScrape.js';
import { windowEnd } from '../support/modelStates.js';
import { promqlBlocks } from '../support/promqlBlocks.js';
import { projectFile } from '../support/ruleFile.js';
import { serveTexts, type TextServer } from '../support/textServer.js';

const queries = promqlBlocks(readFileSync(projectFile('docs/METRICS.md'), 'utf8'));

await describePrometheus('the queries of docs/METRICS.md', (binaries) => {
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
    prometheus = await startPrometheus(binaries, {
      targets: [{ url: pages.url('/metrics') }],
      interval: '100ms',
    });
    await prometheus.client.until('count_over_time(up[1h]) > 5', (series) => series.length === 1);
  });

  afterAll(async () => {
    await prometheus.stop();
    await pages.close();
  });

  test('are ten at least', () => expect(queries.length).toBeGreaterThanOrEqual(10));

  test.each(queries)('$title', async ({ query }) => {
    const series = await prometheus.client.query(query);
    expect(series).not.toEqual([]);
    for (const { points } of series) expect(points.every(([, value]) => Number.isFinite(value))).toBe(true);
  });
});
