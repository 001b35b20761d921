import type { Scene } from '../../../grafana-plugin/harness/scene.js';
import type { OpenPage } from '../openPage.js';
import { describePanel } from './describePanel.js';
import { showScene } from './panelPage.js';

const HOUR = 3_600_000;
const END = Date.parse('2026-03-31T00:00:00Z');
const views = ['distributionOverlay', 'psiHeatmap', 'attribution', 'featureTrend'];

type Values = ReadonlyArray<string | number | null>;

const field = (name: string, type: string, values: Values, labels = {}): object => ({
  name,
  type,
  values,
  labels,
});
const times = (count: number): number[] =>
  Array.from({ length: count }, (_, hour) => END - hour * HOUR).reverse();
const scores = (values: Values, feature = 'age', model = 'm'): object => ({
  refId: 'score',
  fields: [
    field('Time', 'time', times(values.length)),
    field('Value', 'number', values, { __name__: 'drift_psi', model, feature }),
  ],
});
const cell = (upper: string, dataset: string, value: number | string | null, feature = 'age'): object => ({
  refId: 'distribution',
  fields: [
    field('Time', 'time', [END]),
    field('Value', 'number', [value], {
      __name__: 'drift_distribution_ratio',
      model: 'm',
      feature,
      dataset,
      upper,
    }),
  ],
});
const sides = (uppers: readonly string[], shares: Values, feature?: string): object[] =>
  uppers.flatMap((upper, index) =>
    ['reference', 'current'].map((dataset) => cell(upper, dataset, shares[index] ?? null, feature)),
  );
const edges = ['10', '20', '+Inf'];
const names = [
  '<img src=x onerror="alert(1)">',
  'возраст',
  'العمر',
  '年齢',
  '',
  ' ',
  'a"b\\c',
  '\u202Ereversed',
];

/** What data sources, mistakes and malice hand to a panel; NaN and infinities are written as text. */
const inputs: Readonly<Record<string, readonly object[]>> = {
  'no frame': [],
  'a frame without fields': [{ fields: [] }],
  'fields without values': [{ fields: [field('Time', 'time', []), field('psi', 'number', [])] }],
  'no number': [{ fields: [field('Time', 'time', [END]), field('feature', 'string', ['age'])] }],
  'no time': [{ fields: [field('feature', 'string', ['age']), field('psi', 'number', [0.2])] }],
  'no name': [{ fields: [field('Time', 'time', [END]), field('psi', 'number', [0.2])] }],
  'nulls alone': [scores([null, null]), ...sides(edges, [null, null, null])],
  'NaN and infinities': [
    scores(['NaN', 'Infinity', '-Infinity', 0.1]),
    ...sides(edges, ['NaN', 'Infinity', 1]),
  ],
  'one point and one bin': [scores([0.3]), ...sides(['+Inf'], [1])],
  'negative numbers': [scores([-1, -0.5]), ...sides(edges, [-0.5, 0.4, 1])],
  'unsorted edges': [scores([0.1, 0.2]), ...sides(['+Inf', '10', '20'], [1, 0.2, 0.7])],
  'edges that are no numbers': [...sides(['ten', '', '1.0'], [0.1, 0.5, 1])],
  'the same labels twice': [
    scores([0.1, 0.2]),
    scores([0.3, 0.1]),
    ...sides(edges, [0.1, 0.5, 1]),
    ...sides(edges, [0.2, 0.6, 1]),
  ],
  'mixed models': [
    scores([0.1, 0.3], 'age', 'a'),
    scores([0.2, 0.1], 'age', 'b'),
    ...sides(edges, [0.1, 0.5, 1]),
  ],
  'names in any script': names.flatMap((name) => [
    scores([0.1, 0.3], name),
    ...sides(edges, [0.1, 0.5, 1], name),
  ]),
  '2,000 features': Array.from({ length: 2_000 }, (_, index) =>
    scores([0.1, index / 2_000], `feature ${index}`),
  ),
};

await describePanel('whatever the data', (show) => {
  let opened: OpenPage;
  beforeAll(async () => {
    opened = await show({ frames: [], width: 600, height: 300 });
  });

  test.each(Object.entries(inputs))('every view draws it, or says what is missing: %s', async (_, frames) => {
    const { page, complaints } = opened;
    for (const view of views) {
      const scene: Scene = {
        frames,
        options: { view },
        range: [END - 9 * HOUR, END],
        width: 600,
        height: 300,
      };
      await showScene(page, scene);
      const panel = page.getByTestId('panel');
      const said = await panel.innerText();
      const drawn = (await panel.locator('svg, canvas').count()) > 0;
      expect({ view, blank: said.trim() === '' && !drawn }).toEqual({ view, blank: false });
      expect({ view, failed: said.includes('failed to draw') }).toEqual({ view, failed: false });
      expect({ view, numbers: /NaN|undefined|\[object/.exec(said)?.[0] }).toEqual({ view });
      expect({ view, complaints: complaints.splice(0) }).toEqual({ view, complaints: [] });
    }
  });
});
