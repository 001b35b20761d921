const END = Date.parse('2026-03-31T00:00:00Z');

type Shape = (value: number) => number;

/** A distribution function with one bell, near enough to the normal one. */
export const bell =
  (mean: number, deviation: number): Shape =>
  (value) =>
    1 / (1 + Math.exp((-1.702 * (value - mean)) / deviation));

/** A feature, and how its values lie on either side. */
export interface NumericFeature {
  readonly name: string;
  readonly edges: readonly number[];
  /** Cumulative distribution functions. */
  readonly reference: Shape;
  readonly current: Shape;
  readonly score: number;
  readonly missing: number;
}

/** Edges at equal distances. */
export const steps = (from: number, to: number, count: number): number[] =>
  Array.from({ length: count + 1 }, (_, index) =>
    Number((from + ((to - from) * index) / count).toPrecision(10)),
  );

/** As `toDataFrame` takes it. */
export interface Frame {
  readonly refId: string;
  readonly name?: string;
  readonly fields: readonly object[];
}

/** One series with one value. */
export function series(metric: string, labels: object, value: number | null): Frame {
  return {
    refId: metric,
    fields: [
      { name: 'Time', type: 'time', values: [END] },
      {
        name: 'Value',
        type: 'number',
        labels: { __name__: metric, model: 'credit risk', ...labels },
        values: [value],
      },
    ],
  };
}

const verdict = (score: number): number => [0.1, 0.2, 0.25].filter((threshold) => score >= threshold).length;

/** A series a cell, as Prometheus answers an instant query. */
export function numericSeries(feature: NumericFeature, window = '1h', hasRows = true): Frame[] {
  const { name, edges, score, missing } = feature;
  const labels = { feature: name, window };
  return [
    ...(['reference', 'current'] as const).flatMap((dataset) => [
      ...edges.map((edge) =>
        series(
          'drift_distribution_ratio',
          { ...labels, dataset, upper: String(edge) },
          Number(feature[dataset](edge).toPrecision(8)),
        ),
      ),
      series('drift_distribution_ratio', { ...labels, dataset, upper: '+Inf' }, 1),
      ...(hasRows
        ? [series('drift_rows', { ...labels, dataset }, dataset === 'current' ? 1800 : 240_000)]
        : []),
    ]),
    series('drift_psi', labels, score),
    series('drift_severity', labels, verdict(score)),
    ...(missing > 0 ? [series('drift_missing_ratio', labels, missing)] : []),
  ];
}

/** Shares by category. */
export type Categories = Readonly<Record<string, readonly [reference: number, current: number]>>;

/** The same of a categorical feature. */
export function categorySeries(name: string, categories: Categories, score: number, missing = 0): Frame[] {
  const labels = { feature: name, window: '1h' };
  return [
    ...Object.entries(categories).flatMap(([category, shares]) =>
      (['reference', 'current'] as const).map((dataset, side) =>
        series('drift_category_ratio', { ...labels, dataset, category }, shares[side] ?? 0),
      ),
    ),
    series('drift_psi', labels, score),
    series('drift_severity', labels, verdict(score)),
    ...(missing > 0 ? [series('drift_missing_ratio', labels, missing)] : []),
  ];
}

/** The store's view, a row a cell, counts and all. */
export function table({ name, edges, reference, current }: NumericFeature): Frame {
  const uppers = [...edges, null];
  const share = (shape: Shape): number[] =>
    uppers.map(
      (upper, cell) => (upper === null ? 1 : shape(upper)) - (cell === 0 ? 0 : shape(edges[cell - 1] ?? 0)),
    );
  const column = (field: string, type: string, values: readonly unknown[]): object => ({
    name: field,
    type,
    values,
  });
  const same = (value: unknown): unknown[] => uppers.map(() => value);
  return {
    refId: 'A',
    fields: [
      column('window_end', 'time', same(END)),
      column('model', 'string', same('credit risk')),
      column('feature', 'string', same(name)),
      column('window_name', 'string', same('1h')),
      column('kind', 'string', same('numeric')),
      column('lower_bound', 'number', [null, ...edges]),
      column('upper_bound', 'number', uppers),
      column('category', 'string', same(null)),
      column(
        'rows_reference',
        'number',
        share(reference).map((ratio) => Math.round(10_000 * ratio)),
      ),
      column(
        'rows_current',
        'number',
        share(current).map((ratio) => Math.round(800 * ratio)),
      ),
      column('missing_ratio_reference', 'number', same(0.011)),
      column('missing_ratio_current', 'number', same(0.082)),
    ],
  };
}

/** As Grafana's Prometheus data source returns a native histogram. */
export function nativeHistogram(refId: string, mean: number): Frame & { readonly meta: object } {
  const edges = Array.from({ length: 40 }, (_, index) => 0.005 * 2 ** (index / 4));
  const shape = bell(Math.log(mean), 0.7);
  const labels = { feature: 'request_seconds' };
  const counts = edges
    .slice(1)
    .map((edge, index) => 1000 * (shape(Math.log(edge)) - shape(Math.log(edges[index] ?? 1))));
  return {
    refId,
    meta: { type: 'heatmap-cells' },
    fields: [
      { name: 'xMax', type: 'time', labels, values: counts.map(() => END) },
      { name: 'yMin', type: 'number', labels, values: edges.slice(0, -1) },
      { name: 'yMax', type: 'number', labels, values: edges.slice(1) },
      { name: 'count', type: 'number', labels, values: counts },
      { name: 'yLayout', type: 'number', labels, values: counts.map(() => 0) },
    ],
  };
}
