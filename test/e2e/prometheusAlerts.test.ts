import { readdirSync, readFileSync } from 'node:fs';
import { Exposition } from '../../exporter/src/metrics/exposition.js';
import { HealthMetrics } from '../../exporter/src/metrics/healthMetrics.js';
import { labelText } from '../../exporter/src/metrics/labelText.js';
import { describePrometheus, startPrometheus, type PrometheusServer } from '../services/prometheus.js';
import { dataFolder } from '../support/dataFolder.js';
import { eventually } from '../support/eventually.js';
import { driftingState, hostileState, windowEnd } from '../support/modelStates.js';
import { hostileNames } from '../support/outcomes.js';
import { projectFile } from '../support/ruleFile.js';
import { serveTexts, type TextServer } from '../support/textServer.js';

interface Rule {
  readonly name: string;
  readonly health: string;
  readonly lastError?: string;
  readonly alerts?: ReadonlyArray<{
    readonly labels: Readonly<Record<string, string>>;
    readonly annotations: Readonly<Record<string, string>>;
  }>;
}

const RULES = 'provisioning/prometheus/rules/';
const folder = dataFolder();
const states = [
  driftingState(6),
  driftingState(3, 'fraud'),
  ...hostileNames.slice(0, 4).map(hostileState),
].map((state) => ({ ...state, datasetActive: true, staleFrom: windowEnd }));

/** Copies of all rule files whose alerts wait for nothing. */
function impatientRules(): string[] {
  return readdirSync(projectFile(RULES)).map((name) => {
    const text = readFileSync(projectFile(RULES + name), 'utf8');
    return folder.write(name, text.replace(/^( +for|.* interval): .*$/gm, '$1: 1s'));
  });
}

/** A scrape of a replica that has its own addresses and pictures, of models that have teams. */
async function scrape(replica: string): Promise<string> {
  const health = new HealthMetrics('0.0.0');
  health.configured(states.map(({ model: name, source }) => ({ name, source })));
  for (const { source, model } of states) health.sourceUp(source, model, false);
  health.storeUp(false);
  health.reloaded(false, windowEnd);
  const { text } = await new Exposition(health, 100_000).render(
    states.map((state) => ({ ...state, team: replica })),
    windowEnd,
  );
  const address = `https://${replica}.example`;
  return [
    text,
    `drift_exporter_links_info{external_url="${address}",grafana_url="${address}/grafana",runbook_url="${address}/runbook"} 1`,
    'drift_picture_info{model="credit risk",feature="credit_score",' + `path="/${replica}.png"} 1`,
    '',
  ].join('\n');
}

await describePrometheus('all rules on the scrapes of two replicas', (binaries) => {
  let pages: TextServer;
  let prometheus: PrometheusServer;

  beforeAll(async () => {
    const [a, b] = [await scrape('a'), await scrape('b')];
    pages = await serveTexts({ '/a': () => Promise.resolve(a), '/b': () => Promise.resolve(b) });
    prometheus = await startPrometheus(binaries, {
      interval: '2s',
      ruleFiles: impatientRules(),
      targets: ['a', 'b'].map((instance) => ({
        url: pages.url(`/${instance}`),
        labels: { instance, pod: instance },
      })),
    });
    for (const alert of ['DriftFeature', 'DriftDataset', 'DriftSourceDown'])
      await prometheus.client.until(
        `ALERTS{alertname="${alert}", alertstate="firing"}`,
        ({ length }) => length > 0,
      );
    // each group has been evaluated
    await eventually(rules, (found) => found.every(({ health }) => health !== 'unknown'));
  });

  afterAll(async () => {
    await prometheus.stop();
    await pages.close();
  });

  async function rules(): Promise<Rule[]> {
    const response = await fetch(`${prometheus.client.url}/api/v1/rules`);
    const { data } = (await response.json()) as {
      data: { groups: ReadonlyArray<{ rules: readonly Rule[] }> };
    };
    return data.groups.flatMap((group) => group.rules);
  }

  test('are evaluated without an error', async () => {
    const found = await rules();
    expect(found.length).toBeGreaterThan(30);
    expect(found.filter(({ health }) => health !== 'ok')).toEqual([]);
  });

  test('give each alert once, with a team, and texts without an error', async () => {
    const alerts = (await rules()).flatMap((rule) =>
      (rule.alerts ?? []).map((alert) => ({ name: rule.name, ...alert })),
    );
    const keys = alerts.map(({ name, labels }) =>
      JSON.stringify([name, labels.severity, labels.model, labels.feature]),
    );
    expect(keys.filter((key, index) => keys.indexOf(key) < index)).toEqual([]);
    expect(new Set(alerts.map(({ name }) => name))).toEqual(
      new Set([
        'DriftFeature',
        'DriftMissingValues',
        'DriftDataQuality',
        // before the first scrape
        'DriftExporterAbsent',
        'DriftDataset',
        'DriftStale',
        'DriftSourceDown',
        'DriftStoreDown',
        'DriftConfigReloadFailed',
      ]),
    );
    for (const { name, labels, annotations } of alerts) {
      if (labels.model !== undefined) expect(['a', 'b']).toContain(labels.team);
      for (const text of Object.values(annotations)) expect(text).not.toMatch(/<error|<no value>|%!/);
      // nothing was known yet of an exporter when that one began
      if (name !== 'DriftExporterAbsent')
        expect(annotations.runbook_url).toMatch(/^https:\/\/[ab]\.example\/runbook#drift[a-z]+$/);
    }
  });

  test('have the names of models and features as they are, and addresses that hold them', async () => {
    // the first is the critical one
    const alerts = (await rules()).find(({ name }) => name === 'DriftFeature')?.alerts ?? [];
    const drifting = states.flatMap(({ model, active }) =>
      [...active.keys()]
        .filter((name) => active.get(name)?.severity === 'critical')
        .map((feature) => `${labelText(model)} ${labelText(feature)}`),
    );
    expect(drifting.length).toBeGreaterThan(4 * hostileNames.length);
    // a label without a text is none
    expect(alerts.map(({ labels: { model = '', feature = '' } }) => `${model} ${feature}`).sort()).toEqual(
      drifting.sort(),
    );
    for (const { labels, annotations } of alerts) {
      const { searchParams } = new URL(annotations.dashboard_url ?? '');
      const { model = '', feature = '' } = labels;
      expect([searchParams.get('var-model'), searchParams.get('var-feature') ?? '']).toEqual([
        model,
        feature,
      ]);
      expect(annotations.summary).toContain(`${feature} of ${model} drifts: `);
      expect(annotations.summary).toMatch(/ (missing )?PSI [0-9.]+ over \d[hd]$/);
    }
  });

  test('take a picture from the replica that has it', async () => {
    const alert = (await rules())
      .flatMap(({ alerts = [] }) => alerts)
      .find(({ labels }) => labels.model === 'credit risk' && labels.feature === 'credit_score');
    expect(alert?.annotations.picture_url).toMatch(/^https:\/\/(a|b)\.example\/\1\.png$/);
  });
});
