import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { COLOURS } from '../../dashboards/src/description/colours.js';
import { PAGE_IDS, sheetsOf } from '../../dashboards/src/description/page.js';
import { isStoreQuery } from '../../dashboards/src/description/sheet.js';
import { allPages, renderedFiles } from '../../dashboards/src/render.js';
import { dashboardFile, type DashboardPanel, type DashboardTarget } from '../support/dashboardFiles.js';
import { labelsByFamily } from '../support/exportedMetrics.js';
import { goldenScrape } from '../support/goldenScrape.js';
import { interpolate } from '../support/grafanaVariables.js';
import { sleeping } from '../support/metricsToCome.js';
import { pluginSource, pluginViews } from '../support/pluginSource.js';
import { promqlNames } from '../support/promqlNames.js';
import { projectFile } from '../support/ruleFile.js';

const files = PAGE_IDS.map((id) => ({ id, file: dashboardFile(`dashboards/grafana/${id}.json`) }));
const VARIABLES = ['datasource', 'store', 'model', 'feature', 'window', 'segment', 'metric', 'hold'];

/** What Prometheus itself adds or has: no exporter exports it. */
const OF_PROMETHEUS = new Map([
  ['ALERTS', ['alertname', 'alertstate', 'model', 'feature', 'severity']],
  ['ALERTS_FOR_STATE', ['alertname', 'model', 'feature', 'severity']],
]);
/** Labels that a scrape adds, that segments have (docs/METRICS.md), and that a query makes for its own table. */
const ADDED_LABELS = ['instance', 'job', 'pod', 'segment', 'statistic', 'alertname'];

/** Every text of a dashboard in which Prometheus is asked. */
function promqlOf({ file }: (typeof files)[number]): string[] {
  const targets = [
    ...file.panels.flatMap((panel) => panel.targets ?? []),
    ...file.annotations.list.map(({ target }) => target),
  ];
  const variables = file.templating.list.flatMap(({ query }) =>
    typeof query === 'string' ? [] : [query.query],
  );
  const asked = variables.map(
    (query) => /^(?:label_values|query_result)\((.+?)(?:, \w+)?\)$/s.exec(query)?.[1] ?? query,
  );
  return [...targets.flatMap(({ expr }) => expr ?? []), ...asked].map(withoutVariables);
}

function withoutVariables(query: string): string {
  const variables = Object.fromEntries(VARIABLES.map((name) => [name, { values: ['1'] }]));
  return interpolate(query, { variables, from: 0, to: 3_600, step: 60 });
}

const panelsOf = (): DashboardPanel[] =>
  files.flatMap(({ file }) => file.panels.filter(({ type }) => type !== 'row'));
const targetsOf = (): DashboardTarget[] => panelsOf().flatMap(({ targets = [] }) => targets);

describe('what is committed', () => {
  test.each([...renderedFiles()])('%s is what `npm run dashboards` writes', (path, text) => {
    expect(readFileSync(projectFile(path), 'utf8')).toBe(text);
  });

  test('is the same whenever it is written, and nothing else', () => {
    expect([...renderedFiles()]).toEqual([...renderedFiles()]);
    expect(readdirSync(projectFile('dashboards/grafana')).sort()).toEqual(
      PAGE_IDS.map((id) => `${id}.json`).sort(),
    );
  });
});

describe.each(files)('$id', ({ id, file }) => {
  test('has a name that never changes', () => expect(file.uid).toBe(`drift-${id}`));

  test('has the variables that links carry', () => {
    expect(file.templating.list.map(({ name }) => name)).toEqual(VARIABLES);
  });

  test('leads to the others with variables and time', () => {
    expect(file.links.map(({ url }) => url).sort()).toEqual(
      PAGE_IDS.filter((other) => other !== id)
        .map((other) => `/d/drift-${other}`)
        .sort(),
    );
    for (const link of file.links) expect(link).toMatchObject({ includeVars: true, keepTime: true });
  });

  test('marks new references, drifts and alerts', () => {
    expect(file.annotations.list.map(({ name }) => name)).toEqual(['New reference', 'Drift began', 'Alerts']);
  });

  test('describes each panel, and has no two of one title', () => {
    const panels = file.panels.filter(({ type }) => type !== 'row');
    for (const { title, description = '' } of panels)
      expect({ title, length: description.length > 40 }).toEqual({ title, length: true });
    expect(new Set(panels.map(({ title }) => title)).size).toBe(panels.length);
    expect(new Set(file.panels.map((panel) => panel.id)).size).toBe(file.panels.length);
  });

  test('has panels side by side, none upon another', () => {
    const taken = new Map<string, string>();
    for (const { title, gridPos } of file.panels) {
      expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
      for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++) {
        for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
          const place = `${x} ${y}`;
          expect({ place, taken: taken.get(place) }).toEqual({ place, taken: undefined });
          taken.set(place, title);
        }
      }
    }
  });

  test('has tables that call the value of a query as Grafana does', () => {
    for (const { title, type, targets = [], transformations = [] } of file.panels) {
      const asked = targets.flatMap(({ refId, expr }) => (expr === undefined ? [] : [refId]));
      if (type !== 'table') continue;
      const names = asked.length === 1 ? ['Value'] : asked.map((refId) => `Value #${refId}`);
      const shown = transformations.flatMap(({ options }) => options.include?.names ?? []);
      const values = shown.filter((name) => name.startsWith('Value'));
      expect({ title, unknown: values.filter((name) => !names.includes(name)) }).toEqual({
        title,
        unknown: [],
      });
    }
  });

  test('names no data source but by its variables', () => {
    const uids = new Set(
      JSON.stringify(file)
        .match(/"uid":"[^"]*"/g)
        ?.filter((found) => found !== `"uid":"${file.uid}"`),
    );
    expect([...uids].sort()).toEqual(expect.arrayContaining(['"uid":"${datasource}"']) as unknown);
    for (const uid of uids) expect(['"uid":"${datasource}"', '"uid":"${store}"']).toContain(uid);
  });
});

describe('metrics', () => {
  let exported: Map<string, Set<string>>;
  beforeAll(async () => {
    exported = labelsByFamily(await goldenScrape());
  });
  const familyOf = (metric: string): string =>
    exported.has(metric) ? metric : metric.replace(/_(bucket|sum|count)$/, '');

  test('and labels in queries are exported, or known to come', () => {
    const every = new Set([...exported.values()].flatMap((labels) => [...labels]).concat(ADDED_LABELS));
    for (const query of files.flatMap(promqlOf)) {
      const { metrics, labels } = promqlNames(query);
      for (const { metric, labels: selected } of metrics) {
        const known = OF_PROMETHEUS.get(metric) ??
          sleeping.get(metric) ?? [...(exported.get(familyOf(metric)) ?? [])];
        expect({ query, metric, known: known.length > 0 || exported.has(metric) }).toEqual({
          query,
          metric,
          known: true,
        });
        for (const label of selected)
          expect({ metric, labels: [...known, ...ADDED_LABELS] }).toEqual({
            metric,
            labels: expect.arrayContaining([label]) as unknown,
          });
      }
      for (const label of labels)
        expect({ query, label, known: every.has(label) }).toEqual({ query, label, known: true });
    }
  });

  test('that are exported are used by a panel or a rule, or docs/METRICS.md says why not', () => {
    const rules = readdirSync(projectFile('provisioning/prometheus/rules')).map((name) =>
      readFileSync(projectFile(`provisioning/prometheus/rules/${name}`), 'utf8'),
    );
    const used = new Set(
      files
        .flatMap(promqlOf)
        .flatMap((query) => promqlNames(query).metrics.map(({ metric }) => familyOf(metric))),
    );
    const [, reasons = ''] = readFileSync(projectFile('docs/METRICS.md'), 'utf8').split(
      '## What no panel and no rule uses',
    );
    const unused = [...exported.keys()].filter(
      (metric) => !used.has(metric) && !rules.some((text) => new RegExp(`\\b${metric}\\b`).test(text)),
    );
    expect(unused.filter((metric) => !reasons.includes(`\`${metric}\``))).toEqual([]);
  });
});

test('the store is read by its views alone', () => {
  const queries = targetsOf().flatMap(({ rawSql }) => rawSql ?? []);
  expect(queries.length).toBeGreaterThan(10);
  for (const query of queries) {
    expect(query).toMatch(/\bdrift\./);
    for (const [, relation] of query.matchAll(/\bdrift\.(\w+)/g)) expect(relation).toMatch(/^v1_/);
  }
});

describe('the panel', () => {
  const drift = panelsOf().filter(({ type }) => type === 'driftmonitoring-drift-panel');

  test('is given views and options that it has', () => {
    const views = pluginViews();
    for (const { options = {} } of drift) {
      const view = String(options.view);
      expect(views).toContain(view);
      const [defaults] = Object.values(pluginSource(`views/${view}/options.ts`)) as Record<string, unknown>[];
      for (const [name, value] of Object.entries(options[view] as Record<string, unknown>)) {
        expect({ view, name, type: typeof value }).toEqual({ view, name, type: typeof defaults?.[name] });
      }
    }
    expect(new Set(drift.map(({ options }) => options?.view))).toEqual(new Set(views));
  });

  test('knows what each query is', () => {
    const { roleOf } = pluginSource('frames/role.ts') as { roleOf: (name: string) => unknown };
    for (const { targets = [] } of drift) {
      for (const { refId } of targets)
        expect({ refId, known: roleOf(refId) !== undefined }).toEqual({ refId, known: true });
    }
  });

  test('has the colours of the dashboards', () => {
    const { paletteOf } = pluginSource('drawing/palette.ts') as {
      paletteOf: (theme: { isDark: boolean }) => { mark: Record<string, string> };
    };
    expect(paletteOf({ isDark: false }).mark).toEqual({
      none: COLOURS.none,
      small: COLOURS.small,
      significant: COLOURS.significant,
      critical: COLOURS.critical,
    });
  });
});

test('each sheet has its title once on a page, and a name of its own', () => {
  const ids = allPages.flatMap((page) => sheetsOf(page).map(({ id }) => `${page.id}/${id}`));
  expect(new Set(ids).size).toBe(ids.length);
  for (const query of allPages.flatMap((page) => sheetsOf(page)).flatMap(({ queries }) => queries)) {
    if (!isStoreQuery(query)) expect(query.promql).not.toContain('"${');
  }
});

describe('provisioning', () => {
  const file = (path: string): unknown =>
    parse(readFileSync(projectFile(`provisioning/grafana/${path}`), 'utf8')) as unknown;

  test('loads the dashboards from their folder', () => {
    expect(file('dashboards/drift.yaml')).toMatchObject({
      apiVersion: 1,
      providers: [
        {
          folder: 'Drift',
          type: 'file',
          options: { path: '${DRIFT_DASHBOARDS}' },
        },
      ],
    });
  });

  test('brings both data sources, without a password', () => {
    const { datasources } = file('datasources/drift.yaml') as { datasources: Array<Record<string, unknown>> };
    expect(datasources.map(({ type, uid }) => [type, uid])).toEqual([
      ['prometheus', 'drift-prometheus'],
      ['grafana-postgresql-datasource', 'drift-store'],
    ]);
    for (const { secureJsonData } of datasources) {
      for (const value of Object.values(secureJsonData ?? {})) expect(value).toMatch(/^\$\w+$|^\$\{\w+\}$/);
    }
  });

  test('lets Grafana load the panel while it is unsigned', () => {
    expect(readFileSync(projectFile('provisioning/grafana/grafana.ini'), 'utf8')).toMatch(
      /^allow_loading_unsigned_plugins = driftmonitoring-drift-panel$/m,
    );
  });
});
