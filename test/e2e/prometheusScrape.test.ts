import { Exposition } from '../../exporter/src/metrics/exposition.js';
import { HealthMetrics } from '../../exporter/src/metrics/healthMetrics.js';
import { labelText } from '../../exporter/src/metrics/labelText.js';
import type { ModelState } from '../../exporter/src/monitor/state.js';
import { describePrometheus, startPrometheus, type PrometheusServer } from '../services/prometheus.js';
import type { PrometheusBinaries } from '../services/prometheusBinaries.js';
import { driftingState, hostileState, windowEnd } from '../support/modelStates.js';
import { hostileNames } from '../support/outcomes.js';
import { serveTexts, type TextServer } from '../support/textServer.js';

await describePrometheus('a scrape', (binaries) => {
  let pages: TextServer | undefined;
  let prometheus: PrometheusServer | undefined;

  afterEach(async () => {
    await prometheus?.stop();
    await pages?.close();
  });

  async function scraped(states: readonly ModelState[]): Promise<PrometheusServer> {
    const health = new HealthMetrics('0.0.0');
    health.configured(states.map(({ model: name }) => ({ name, source: name })));
    for (const { model: name } of states) health.sourceUp(name, name, true);
    const exposition = new Exposition(health, 10_000);
    pages = await serveTexts({ '/metrics': async () => (await exposition.render(states, windowEnd)).text });
    prometheus = await scrapeOf(binaries, pages.url('/metrics'));
    await prometheus.client.until('up', ([up]) => up?.points[0]?.[1] === 1);
    return prometheus;
  }

  test('arrives whole: as many series as it says, none twice', async () => {
    const { client } = await scraped([driftingState(12), driftingState(4, 'fraud')]);
    const [said] = await client.query('drift_exporter_series');
    const [taken] = await client.query('count({job="drift",__name__!~"up|scrape_.*"})');
    expect(taken?.points[0]?.[1]).toBe(said?.points[0]?.[1]);
    const [lines] = await client.query('scrape_samples_scraped');
    expect(lines?.points[0]?.[1]).toBe(said?.points[0]?.[1]);
  });

  test('carries names of models, features, categories and sources that hold anything', async () => {
    const { client } = await scraped(hostileNames.map(hostileState));
    const expected = [...hostileNames].map(labelText).sort();
    for (const [query, label] of [
      ['count by (model) (drift_psi)', 'model'],
      ['count by (feature) (drift_psi)', 'feature'],
      ['count by (category) (drift_category_ratio{category!~"other|unseen"})', 'category'],
      ['drift_source_up', 'source'],
    ] as const) {
      expect(Object.keys(await client.valuesBy(label, query)).sort()).toEqual(expected);
    }
    const [said] = await client.query('drift_exporter_series');
    const [taken] = await client.query('count({job="drift",__name__!~"up|scrape_.*"})');
    expect(taken?.points[0]?.[1]).toBe(said?.points[0]?.[1]);
  });
});

function scrapeOf(binaries: PrometheusBinaries, url: string): Promise<PrometheusServer> {
  return startPrometheus(binaries, { targets: [{ url }], interval: '2s' });
}
