import { readdirSync, readFileSync } from 'node:fs';
import { ruleTimes } from '../../exporter/src/alerts/backtest/alertSpans.js';
import { parseDuration } from '../../exporter/src/config/duration.js';
import { alertSeverities } from '../../exporter/src/config/quietHours.js';
import { renderedRules } from '../../provisioning/prometheus/src/render.js';
import { alertRuleFiles, promqlOfAlert } from '../support/alertRules.js';
import { labelsByFamily } from '../support/exportedMetrics.js';
import { goldenScrape } from '../support/goldenScrape.js';
import { sleeping } from '../support/metricsToCome.js';
import { promqlNames } from '../support/promqlNames.js';
import { projectFile } from '../support/ruleFile.js';

const files = alertRuleFiles();
const alerts = files.flatMap((file) => file.alerts);
const recordings = files.flatMap((file) => file.recordings);

describe('what is committed', () => {
  test.each([...renderedRules()])('%s is what `npm run rules` writes', (path, text) => {
    expect(readFileSync(projectFile(path), 'utf8')).toBe(text);
  });

  test('is all that there is, but for the rules of fleets', () => {
    expect(files.map(({ file }) => file).sort()).toEqual(
      [...renderedRules().keys(), 'provisioning/prometheus/rules/fleet.rules.yml'].sort(),
    );
  });

  test('has tests', () => {
    const tests = readdirSync(projectFile('provisioning/prometheus/tests'));
    for (const { file } of files) {
      const name = file.slice(file.lastIndexOf('/') + 1).replace('.rules.yml', '.test.yml');
      expect(tests).toContain(name);
      const text = readFileSync(projectFile(`provisioning/prometheus/tests/${name}`), 'utf8');
      const own = files.find((other) => other.file === file)?.alerts ?? [];
      for (const { alert } of own) {
        expect(text).toContain(`- alertname: ${alert}\n        eval_time`);
      }
    }
  });
});

describe.each(alerts)('$alert $labels.severity', (rule) => {
  test('has a severity, its times and its texts', () => {
    expect(rule.alert).toMatch(/^Drift[A-Z]\w+$/);
    expect(rule.labels).toEqual({ severity: expect.stringMatching(/^(warning|critical)$/) as unknown });
    expect([rule.for, rule.keep_firing_for]).toEqual(Array(2).fill(expect.stringMatching(/^\d+[mh]$/)));
    for (const name of ['summary', 'description', 'runbook_url', 'dashboard_url', 'exporter_url'])
      expect(rule.annotations[name]).toMatch(/\S/);
    expect(rule.annotations.runbook_url).toContain(`#${rule.alert.toLowerCase()}{{ end }}`);
  });

  test('quotes names in queries, and escapes them in addresses', () => {
    for (const [name, text] of Object.entries(rule.annotations)) {
      for (const [query = ''] of text.matchAll(/query (?:\(printf )?`[^`]*`/g))
        expect(query).not.toMatch(/%(?!\+(\[\d\])?q)/);
      if (name === 'dashboard_url')
        for (const [, value] of text.matchAll(/var-\w+=\{\{ (.*?) \}\}/g))
          expect(value).toMatch(/^urlquery /);
    }
  });
});

test.each(alerts.filter(({ alert }) => ['DriftFeature', 'DriftDataset'].includes(alert)))(
  'a backtest gives $alert $labels.severity the times of its rule',
  ({ labels, for: lasts, keep_firing_for: kept }) => {
    const severity = alertSeverities.find((one) => one === labels.severity);
    expect(severity && ruleTimes.for[severity]).toBe(parseDuration(lasts));
    expect(ruleTimes.keepFiringFor).toBe(parseDuration(kept));
  },
);

test('rules take replicas as one before anything else', () => {
  const raw = /\bdrift_\w+(?![\w:])/g;
  for (const { expr } of [...alerts, ...recordings.filter(({ record }) => !record.includes('cell'))]) {
    const folded = expr
      .replace(/\b(?:max|min) without \(instance, pod[^)]*\) \((?:[^()]|\([^()]*\))*\)/g, '')
      .replace(/absent\(\w+\)|\w*:\w+:\w+/g, '');
    expect({ expr, raw: folded.match(raw) }).toEqual({ expr, raw: null });
  }
});

describe('names in rules and their texts', () => {
  const OF_PROMETHEUS = ['up', 'ALERTS'];
  const ADDED_LABELS = ['instance', 'job', 'pod', 'segment', 'statistic', 'fact'];
  const known = sleeping;
  let exported: Map<string, Set<string>>;
  beforeAll(async () => {
    exported = labelsByFamily(await goldenScrape());
  });

  test('are exported, recorded, or known to come', () => {
    const recorded = new Set(recordings.map(({ record }) => record));
    const labels = new Set(
      [...exported.values(), ...known.values()].flatMap((own) => [...own]).concat(ADDED_LABELS),
    );
    for (const rule of alerts) {
      for (const query of promqlOfAlert(rule)) {
        const names = promqlNames(query);
        for (const { metric, labels: selected } of names.metrics) {
          const own = exported.get(metric) ?? known.get(metric);
          const isKnown = own !== undefined || recorded.has(metric) || OF_PROMETHEUS.includes(metric);
          expect({ query, metric, isKnown }).toEqual({ query, metric, isKnown: true });
          const allowed = own === undefined ? labels : new Set([...own, ...ADDED_LABELS]);
          expect({ metric, unknown: selected.filter((label) => !allowed.has(label)) }).toEqual({
            metric,
            unknown: [],
          });
        }
        expect({ query, unknown: names.labels.filter((label) => !labels.has(label)) }).toEqual({
          query,
          unknown: [],
        });
      }
    }
  });

  test('that are to come have not come yet', () => {
    expect([...known.keys()].filter((metric) => exported.has(metric))).toEqual([]);
  });
});
