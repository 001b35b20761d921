import { type DataFrame, DataFrameType, FieldType, toDataFrame } from '@grafana/data';
import type { Distribution } from './distribution';
import { readDistributions } from './distributions';

type Labels = Record<string, string>;

const NOW = 1_774_915_200_000;

function series(labels: Labels, values: Array<number | null>, times?: number[], refId = 'A'): DataFrame {
  const time = times ?? values.map((_, index) => NOW - (values.length - 1 - index) * 60_000);
  return toDataFrame({
    refId,
    fields: [
      { name: 'Time', type: FieldType.time, values: time },
      { name: 'Value', type: FieldType.number, labels, values },
    ],
  });
}

const upper = (dataset: string, edge: string, value: number | null, more: Labels = {}): DataFrame =>
  series({ __name__: 'drift_distribution_ratio', model: 'm', feature: 'age', dataset, upper: edge, ...more }, [value]);

function only(frames: readonly DataFrame[]): Distribution {
  const { distributions } = readDistributions(frames);
  expect(distributions).toHaveLength(1);
  return distributions[0] as Distribution;
}

/** The shares of a side, by the cell's upper edge or name. */
function shares(side: Distribution['reference']): Record<string, number> {
  return Object.fromEntries(
    (side?.cells ?? []).map((cell) => ['name' in cell ? cell.name : cell.upper, Number(cell.share.toFixed(9))])
  );
}

describe('series of Prometheus', () => {
  const both = [
    ...(['reference', 'current'] as const).flatMap((dataset) => [
      upper(dataset, '+Inf', 1),
      upper(dataset, '10', dataset === 'current' ? 0.5 : 0.25),
      upper(dataset, '9', 0.25),
    ]),
  ];

  test('cumulative shares become cells between edges in numeric order', () => {
    const distribution = only(both);
    expect(distribution.kind).toBe('numeric');
    expect(distribution.subject).toEqual({ model: 'm', feature: 'age', window: '', segment: '' });
    expect(shares(distribution.reference)).toEqual({ 9: 0.25, 10: 0, Infinity: 0.75 });
    expect(shares(distribution.current)).toEqual({ 9: 0.25, 10: 0.25, Infinity: 0.5 });
  });

  test('edges are compared as numbers: Prometheus 3 writes 1 as 1.0', () => {
    const distribution = only([
      upper('reference', '1', 0.4),
      upper('reference', '+Inf', 1),
      upper('current', '1.0', 0.5),
      upper('current', '1e0', 0.5),
      upper('current', 'Inf', 1),
    ]);
    expect(shares(distribution.reference)).toEqual({ 1: 0.4, Infinity: 0.6 });
    expect(shares(distribution.current)).toEqual({ 1: 0.5, Infinity: 0.5 });
  });

  test('without the metric’s name, which aggregations drop, labels tell', () => {
    const strip = (frame: DataFrame): DataFrame => {
      const { __name__, model, ...labels } = frame.fields[1]?.labels ?? {};
      return series(labels, frame.fields[1]?.values ?? []);
    };
    expect(shares(only(both.map(strip)).current)).toEqual({ 9: 0.25, 10: 0.25, Infinity: 0.5 });
    const unnamed = only(
      both.map(strip).map((frame) => {
        const { feature, ...labels } = frame.fields[1]?.labels ?? {};
        return series(labels, frame.fields[1]?.values ?? []);
      })
    );
    expect(unnamed.subject.feature).toBe('');
    expect(shares(unnamed.reference)).toEqual({ 9: 0.25, 10: 0, Infinity: 0.75 });
  });

  test('a range query gives the newest evaluation, and nothing that ended before it', () => {
    const range = (dataset: string, edge: string, values: number[]) =>
      series({ feature: 'age', dataset, upper: edge }, values);
    const stale = series({ feature: 'age', dataset: 'current', upper: '12' }, [0.9], [NOW - 600_000]);
    const { distributions, problems } = readDistributions([
      range('reference', '10', [0.1, 0.2]),
      range('reference', '+Inf', [1, 1]),
      range('current', '10', [0.3, 0.6]),
      range('current', '+Inf', [1, 1]),
      stale,
      series({ feature: 'gone', dataset: 'current', upper: '1' }, [0.5], [NOW - 600_000]),
    ]);
    expect(distributions).toHaveLength(1);
    expect(shares(distributions[0]?.current)).toEqual({ 10: 0.6, Infinity: 0.4 });
    expect(distributions[0]?.time).toBe(NOW);
    expect(problems).toEqual(['Distributions that ended before the newest are left out: 1.']);
  });

  test('queries with steps of their own each have a newest time', () => {
    const at = (refId: string, time: number) => [
      series({ feature: 'age', upper: '1' }, [0.5], [time], refId),
      series({ feature: 'age', upper: '+Inf' }, [1], [time], refId),
    ];
    const distribution = only([...at('reference', NOW - 120_000), ...at('current', NOW)]);
    expect(distribution.reference).toBeDefined();
    expect(distribution.current).toBeDefined();
  });

  test('buckets of a classic histogram are counts, made monotone', () => {
    const bucket = (refId: string, le: string, value: number) =>
      series({ __name__: 'drift_observations_bucket', feature: 'age', le }, [value], undefined, refId);
    const distribution = only([
      bucket('reference', '1.0', 10),
      bucket('reference', '2.0', 20),
      bucket('reference', '+Inf', 40),
      bucket('current', '1.0', 10),
      bucket('current', '2.0', 9.5),
      bucket('current', '+Inf', 20),
    ]);
    expect(shares(distribution.reference)).toEqual({ 1: 0.25, 2: 0.25, Infinity: 0.5 });
    expect(shares(distribution.current)).toEqual({ 1: 0.5, 2: 0, Infinity: 0.5 });
    expect([distribution.reference?.rows, distribution.current?.rows]).toEqual([40, 20]);
  });

  test('categories, with what else is known of the feature', () => {
    const labels = { model: 'm', feature: 'country', window: '1h' };
    const category = (dataset: string, name: string, value: number) =>
      series({ __name__: 'drift_category_ratio', ...labels, dataset, category: name }, [value]);
    const distribution = only([
      category('reference', 'DE', 0.75),
      category('reference', '"other"', 0.25),
      category('current', 'DE', 0.5),
      category('current', 'unseen', 0.5),
      series({ __name__: 'drift_psi', ...labels }, [0.3]),
      series({ __name__: 'drift_psi', ...labels, window: '7d' }, [0.01]),
      series({ __name__: 'drift_ks_statistic', ...labels }, [0.9]),
      series({ __name__: 'drift_severity', ...labels }, [3]),
      series({ __name__: 'drift_missing_ratio', ...labels }, [0.2]),
      series({ __name__: 'drift_rows', ...labels, dataset: 'current' }, [100]),
    ]);
    expect(distribution.kind).toBe('categorical');
    expect(shares(distribution.reference)).toEqual({ DE: 0.75, '"other"': 0.25 });
    expect(distribution.finding).toMatchObject({ score: 0.3, severity: 'critical' });
    expect(distribution.current).toMatchObject({ missing: 0.2, rows: 80 });
    expect(distribution.reference).toMatchObject({ missing: undefined, rows: undefined });
  });

  test('mixed models, windows and segments stay apart', () => {
    const frames = ['a', 'b'].flatMap((model) =>
      ['1h', '7d'].flatMap((window) =>
        ['', 'region=eu'].flatMap((segment) => [
          upper('current', '1', 0.5, { model, window, segment }),
          upper('current', '+Inf', 1, { model, window, segment }),
        ])
      )
    );
    expect(readDistributions(frames).distributions).toHaveLength(8);
  });

  test('a reference without window serves all windows', () => {
    const { distributions } = readDistributions([
      upper('reference', '1', 0.5),
      upper('reference', '+Inf', 1),
      ...['1h', '7d'].flatMap((window) => [
        upper('current', '1', 0.2, { window }),
        upper('current', '+Inf', 1, { window }),
      ]),
    ]);
    expect(distributions.map(({ subject }) => subject.window)).toEqual(['1h', '7d']);
    expect(distributions.every(({ reference }) => reference !== undefined)).toBe(true);
  });

  test('says what it leaves out', () => {
    const { distributions, problems } = readDistributions([
      upper('training', '1', 0.5),
      upper('current', 'abc', 0.5),
      upper('current', '1', null, { feature: 'empty' }),
      upper('current', '+Inf', null, { feature: 'empty' }),
    ]);
    expect(distributions).toHaveLength(0);
    expect(problems).toEqual([
      'The dataset “training” is neither reference nor current and is left out.',
      'Edges that are no numbers are left out.',
      'Distributions without a single value are left out: 1.',
    ]);
  });

  test('the same cell twice with other numbers: the larger, and a remark', () => {
    const { distributions, problems } = readDistributions([
      upper('current', '1', 0.5, { region: 'eu' }),
      upper('current', '1', 0.7, { region: 'us' }),
      upper('current', '+Inf', 1),
    ]);
    expect(shares(distributions[0]?.current)).toEqual({ 1: 0.7, Infinity: 0.3 });
    expect(problems.join()).toContain('Cells that come more than once with different numbers: 1.');
  });
});

describe('histograms', () => {
  test('a native histogram, whose empty buckets are not listed', () => {
    const cells = (refId: string, times: number[], lower: number[], upperEdges: number[], counts: number[]) =>
      toDataFrame({
        refId,
        meta: { type: DataFrameType.HeatmapCells },
        fields: [
          { name: 'xMax', type: FieldType.time, values: times },
          { name: 'yMin', type: FieldType.number, labels: { feature: 'age' }, values: lower },
          { name: 'yMax', type: FieldType.number, labels: { feature: 'age' }, values: upperEdges },
          { name: 'count', type: FieldType.number, labels: { feature: 'age' }, values: counts },
          { name: 'yLayout', type: FieldType.number, values: counts.map(() => 0) },
        ],
      });
    const distribution = only([
      cells('reference', [NOW, NOW], [1, 4], [2, 8], [10, 30]),
      cells('current', [NOW - 60_000, NOW, NOW], [1, 2, 1], [2, 4, 2], [500, 30, 10]),
    ]);
    expect(shares(distribution.reference)).toEqual({ 1: 0, 2: 0.25, 4: 0, 8: 0.75, Infinity: 0 });
    expect(shares(distribution.current)).toEqual({ 1: 0, 2: 0.25, 4: 0.75, Infinity: 0 });
    expect(distribution.current?.rows).toBe(40);
  });

  test('a classic one in the format “heatmap”, whose counts are no longer cumulative', () => {
    const frame = toDataFrame({
      refId: 'A',
      meta: { type: DataFrameType.HeatmapRows },
      fields: [
        { name: 'Time', type: FieldType.time, values: [NOW - 60_000, NOW] },
        { name: '2.0', type: FieldType.number, labels: { feature: 'age', le: '2.0' }, values: [7, 3] },
        { name: '1.0', type: FieldType.number, labels: { feature: 'age', le: '1.0' }, values: [7, 1] },
        { name: '+Inf', type: FieldType.number, labels: { feature: 'age', le: '+Inf' }, values: [7, 4] },
      ],
    });
    expect(shares(only([frame]).current)).toEqual({ 1: 0.125, 2: 0.375, Infinity: 0.5 });
  });
});
