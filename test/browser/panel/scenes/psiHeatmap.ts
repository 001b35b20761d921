import type { Scene } from '../../../../grafana-plugin/harness/scene.js';

const HOUR = 3_600_000;
const END = Date.parse('2026-03-31T00:00:00Z');

/** Pseudo-random numbers from 0 to 1, the same on every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Course {
  readonly name: string;
  /** PSI before and after the drift sets in, and when that is, as a share of the time. */
  readonly before: number;
  readonly after: number;
  readonly onset: number;
}

const courses: readonly Course[] = [
  { name: 'departure_hour', before: 0.02, after: 0.02, onset: 1 },
  { name: 'temperature_f', before: 0.03, after: 0.17, onset: 0.4 },
  { name: 'carrier', before: 0.01, after: 0.34, onset: 0.7 },
  { name: 'distance_miles', before: 0.02, after: 0.22, onset: 0.55 },
  { name: 'visibility', before: 0.12, after: 0.03, onset: 0.3 },
  { name: 'origin', before: 0.04, after: 0.06, onset: 0.5 },
];

/** Of more features than these, only what is drawn: the rest would be megabytes of JSON for tooltips. */
const FEW = 50;

/** Scores and what goes with them, a frame each, as Prometheus answers a range query. */
export function heatmapFrames(
  all: readonly Course[],
  columns: number,
  step: number,
  window = '6h',
): object[] {
  const next = random(7);
  const time = Array.from({ length: columns }, (_, column) => END - (columns - 1 - column) * step);
  const frame = (metric: string, labels: object, times: number[], values: number[]): object => ({
    refId: metric,
    fields: [
      { name: 'Time', type: 'time', values: times },
      { name: 'Value', type: 'number', labels: { __name__: metric, model: 'flights', ...labels }, values },
    ],
  });
  return all.flatMap(({ name, before, after, onset }, row) => {
    const labels = { feature: name, window };
    const isGap = (column: number): boolean =>
      row % 5 === 2 && column > 0.2 * columns && column < 0.28 * columns;
    const isInconclusive = (column: number): boolean =>
      row % 4 === 1 && column > 0.85 * columns && column < 0.93 * columns;
    const kept = time.map((_, column) => column).filter((column) => !isGap(column));
    const judged = kept.filter((column) => !isInconclusive(column));
    const at = (columnsKept: number[]): number[] => columnsKept.map((column) => time[column] ?? 0);
    const score = judged.map((column) => (column < onset * columns ? before : after) * (0.6 + 0.8 * next()));
    const variation = judged.map(() => (row % 6 === 4 ? 0.15 : 0.05));
    const inconclusive = kept.map((column) => (isInconclusive(column) ? 1 : 0));
    const drawn = [
      frame('drift_psi', labels, at(judged), score),
      frame('drift_psi_reference_variation', labels, at(judged), variation),
      frame('drift_inconclusive', labels, at(kept), inconclusive),
    ];
    if (all.length > FEW) return drawn;
    const noise = judged.map(() => 0.04);
    const rows = kept.map((column) => 900 + 7 * column);
    const ends = [time[0] ?? 0, END];
    return [
      ...drawn,
      frame('drift_psi_noise_floor', labels, at(judged), noise),
      frame('drift_rows', { ...labels, dataset: 'current' }, at(kept), rows),
      frame('drift_threshold', { feature: name, severity: 'small' }, ends, [0.1, 0.1]),
      frame('drift_threshold', { feature: name, severity: 'significant' }, ends, [0.2, 0.2]),
      frame('drift_threshold', { feature: name, severity: 'critical' }, ends, [0.25, 0.25]),
    ];
  });
}

/** So many features of unlike courses. */
export function manyCourses(count: number): Course[] {
  const next = random(3);
  return Array.from({ length: count }, (_, index) => ({
    name: `feature_${String(index + 1).padStart(3, '0')}`,
    before: 0.05 * next(),
    after: next() < 0.3 ? 0.4 * next() : 0.05 * next(),
    onset: next(),
  }));
}

const range = (hours: number): readonly [number, number] => [END - hours * HOUR, END];
const few = heatmapFrames(courses, 60, HOUR);
const base = { options: { view: 'psiHeatmap' }, width: 800, height: 300, range: range(60) } as const;
const options = (more: object): Readonly<Record<string, unknown>> => ({
  view: 'psiHeatmap',
  psiHeatmap: more,
});
const hostile = [
  '<img src=x onerror="alert(1)">',
  '',
  ' padded ',
  'padded',
  'возраст клиента',
  'العمر',
  '年齢',
  `a very long name ${'of a feature '.repeat(20)}`,
  '\u202Eright to left',
].map((name, index) => ({ name, before: 0.05, after: 0.05 * index, onset: 0.5 }));
const single = heatmapFrames(
  courses.map((course) => ({ ...course, onset: 0 })),
  1,
  HOUR,
);
/** The store's table: irregular ends, verdicts and thresholds in columns. */
const table = {
  refId: 'A',
  fields: [
    {
      name: 'window_end',
      type: 'time',
      values: [40, 34, 28, 16, 10, 0, 40, 34, 28, 16, 10, 0].map((h) => END - h * HOUR),
    },
    {
      name: 'feature',
      type: 'string',
      values: Array.from({ length: 12 }, (_, row) => (row < 6 ? 'carrier' : 'distance')),
    },
    {
      name: 'psi',
      type: 'number',
      values: [0.02, 0.3, 0.14, 0.22, null, 0.4, 0.01, 0.02, 0.11, 0.02, 0.05, 0.12],
    },
    {
      name: 'drifted',
      type: 'boolean',
      values: [false, true, true, true, null, true, false, false, false, false, false, true],
    },
    {
      name: 'severity',
      type: 'string',
      values: [
        'none',
        'critical',
        'small',
        'significant',
        'inconclusive',
        'critical',
        'none',
        'none',
        'none',
        'none',
        'none',
        'small',
      ],
    },
    { name: 'severity_order', type: 'number', values: [0, 3, 1, 2, null, 3, 0, 0, 0, 0, 0, 1] },
    {
      name: 'rows_current',
      type: 'number',
      values: [900, 910, 920, 800, 12, 990, 900, 910, 920, 800, 700, 990],
    },
    { name: 'threshold_small', type: 'number', values: Array(12).fill(0.1) },
    { name: 'threshold_significant', type: 'number', values: Array(12).fill(0.2) },
    {
      name: 'threshold_critical',
      type: 'number',
      values: [...Array<number>(6).fill(0.25), ...Array<number>(6).fill(0.3)],
    },
  ],
};

/** Pictures worth looking at: the view's usual and its unusual states. */
export const psiHeatmapScenes: Readonly<Record<string, Scene>> = {
  'psiHeatmap-none': { frames: [], options: { view: 'psiHeatmap' }, width: 800, height: 400 },
  'psiHeatmap-few': { ...base, frames: few },
  'psiHeatmap-wide': {
    ...base,
    frames: heatmapFrames(courses, 200, HOUR),
    range: range(200),
    width: 2000,
    timeZone: 'America/New_York',
  },
  'psiHeatmap-narrow': { ...base, frames: few, width: 200, height: 260 },
  'psiHeatmap-low': { ...base, frames: few, height: 90, width: 400 },
  'psiHeatmap-many': {
    ...base,
    frames: heatmapFrames(manyCourses(500), 200, HOUR),
    range: range(200),
    width: 1000,
    height: 500,
  },
  'psiHeatmap-similarity': {
    ...base,
    frames: heatmapFrames(manyCourses(40), 100, HOUR),
    range: range(100),
    options: options({ order: 'similarity' }),
    height: 760,
  },
  'psiHeatmap-scale': { ...base, frames: few, options: options({ colour: 'scale' }) },
  'psiHeatmap-field': {
    ...base,
    frames: few,
    options: options({ colour: 'thresholds' }),
    fieldConfig: {
      defaults: {
        thresholds: {
          mode: 'absolute',
          steps: [
            { value: null, color: 'green' },
            { value: 0.1, color: 'yellow' },
            { value: 0.2, color: 'red' },
          ],
        },
      },
      overrides: [],
    },
  },
  'psiHeatmap-hostile': { ...base, frames: heatmapFrames(hostile, 60, HOUR) },
  'psiHeatmap-single': { ...base, frames: single },
  'psiHeatmap-table': { ...base, frames: [table], height: 180 },
  'psiHeatmap-error': { ...base, frames: few, errors: [{ refId: 'B', message: 'query timed out' }] },
};
