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
  readonly window?: string;
  readonly before: number;
  readonly after: number;
  /** When the drift sets in, as a share of the time. */
  readonly onset: number;
  readonly thresholds?: readonly [number, number, number];
}

function frame(metric: string, labels: object, times: readonly number[], values: readonly number[]): object {
  return {
    refId: metric,
    fields: [
      { name: 'Time', type: 'time', values: times },
      { name: 'Value', type: 'number', labels: { __name__: metric, model: 'flights', ...labels }, values },
    ],
  };
}

/** A score and what goes with it, a frame each, as Prometheus answers a range query. */
export function trendFrames(courses: readonly Course[], count: number, step: number): object[] {
  return courses.flatMap(
    ({ name, window = '24h', before, after, onset, thresholds = [0.1, 0.2, 0.25] }, row) => {
      const next = random(11 + row);
      const labels = { feature: name, window };
      const kept = Array.from({ length: count }, (_, index) => index).filter(
        (index) => row % 4 !== 0 || index < 0.3 * count || index > 0.4 * count,
      );
      const times = kept.map((index) => END - (count - 1 - index) * step);
      const rise = (index: number): number => 1 / (1 + Math.exp((-20 * (index - onset * count)) / count));
      const score = kept.map((index) => (before + (after - before) * rise(index)) * (0.7 + 0.6 * next()));
      return [
        frame('drift_psi', labels, times, score),
        frame(
          'drift_psi_noise_floor',
          labels,
          times,
          kept.map((index) => 0.03 + 0.01 * Math.sin(index / 5)),
        ),
        frame(
          'drift_psi_reference_variation',
          labels,
          times,
          kept.map(() => 0.055),
        ),
        frame(
          'drift_rows',
          { ...labels, dataset: 'current' },
          times,
          kept.map((index) => 9000 + 70 * index),
        ),
        ...(['small', 'significant', 'critical'] as const).map((severity, level) =>
          frame(
            'drift_threshold',
            { feature: name, severity },
            [times[0] ?? 0, END],
            Array<number>(2).fill(thresholds[level] ?? 0),
          ),
        ),
      ];
    },
  );
}

const promotions = [
  frame(
    'drift_reference_info',
    { version: '3f9a1c77d2e8' },
    [60, 45, 30].map((hours) => END - hours * HOUR),
    [1, 1, 1],
  ),
  frame(
    'drift_reference_info',
    { version: 'b01e55aa9f13' },
    [28, 14, 0].map((hours) => END - hours * HOUR),
    [1, 1, 1],
  ),
];
const one: Course = { name: 'credit_score', before: 0.03, after: 0.24, onset: 0.55 };
const several: readonly Course[] = [
  one,
  { name: 'income', before: 0.02, after: 0.04, onset: 0.5 },
  { name: 'age', before: 0.02, after: 0.16, onset: 0.7 },
  { name: 'employment_length', before: 0.12, after: 0.03, onset: 0.3 },
  { name: 'debt_ratio', before: 0.05, after: 0.34, onset: 0.8 },
];
const windows = ['1h', '6h', '24h', '7d'].map((window, index) => ({
  ...one,
  window,
  onset: 0.5 + 0.12 * index,
}));
const hostile = [
  '<img src=x onerror="alert(1)">',
  '',
  ' padded ',
  'padded',
  'возраст клиента',
  'العمر',
  '年齢',
  `a very long name ${'of a feature '.repeat(20)}`,
].map((name, index) => ({ name, before: 0.05, after: 0.05 * index, onset: 0.5 }));
const many = Array.from({ length: 2000 }, (_, index) => ({
  name: `feature_${String(index + 1).padStart(4, '0')}`,
  before: 0.03,
  after: (index % 97) / 250,
  onset: (index % 13) / 13,
}));
/** The store's table of one feature in two windows, and its references. */
const ends = Array.from({ length: 24 }, (_, row) => END - (11 - (row % 12)) * 5 * HOUR);
const table = {
  refId: 'A',
  fields: [
    { name: 'window_end', type: 'time', values: ends },
    { name: 'feature', type: 'string', values: Array<string>(24).fill('carrier') },
    { name: 'window_name', type: 'string', values: ends.map((_, row) => (row < 12 ? '24h' : '7d')) },
    {
      name: 'reference_version',
      type: 'string',
      values: ends.map((_, row) => (row % 12 < 6 ? 'aaaa' : 'bbbb')),
    },
    {
      name: 'psi',
      type: 'number',
      values: ends.map((_, row) => (row % 12 === 4 ? null : 0.03 + 0.02 * (row % 12) * (row < 12 ? 1 : 0.4))),
    },
    { name: 'psi_noise_floor', type: 'number', values: ends.map((_, row) => (row < 12 ? 0.08 : 0.03)) },
    {
      name: 'severity',
      type: 'string',
      values: ends.map((_, row) => (row % 12 > 5 ? 'significant' : 'none')),
    },
    { name: 'rows_current', type: 'number', values: ends.map((_, row) => 900 + row) },
  ],
};
const references = {
  refId: 'B',
  fields: [
    { name: 'promoted_at', type: 'time', values: [END - 80 * HOUR, END - 26 * HOUR] },
    { name: 'reference_version', type: 'string', values: ['aaaa', 'bbbb'] },
  ],
};

const options = (more: object = {}): Readonly<Record<string, unknown>> => ({
  view: 'featureTrend',
  featureTrend: more,
});
const base = { options: options(), width: 800, height: 300, range: [END - 60 * HOUR, END] } as const;
const alone = trendFrames([one], 60, HOUR);
const outlier = [
  ...trendFrames([{ ...one, name: 'quiet', after: 0.2 }], 60, HOUR),
  frame(
    'drift_psi',
    { feature: 'spike', window: '24h' },
    [END - 20 * HOUR, END - 19 * HOUR, END - 18 * HOUR],
    [0.1, 12, 0.1],
  ),
];

/** Pictures worth looking at: the view's usual and its unusual states. */
export const featureTrendScenes: Readonly<Record<string, Scene>> = {
  'featureTrend-none': { ...base, frames: [] },
  'featureTrend-one': { ...base, frames: [...alone, ...promotions] },
  'featureTrend-windows': { ...base, frames: trendFrames(windows, 60, HOUR) },
  'featureTrend-several': { ...base, frames: trendFrames(several, 60, HOUR) },
  'featureTrend-wide': {
    ...base,
    frames: trendFrames(several, 2000, HOUR),
    range: [END - 2000 * HOUR, END],
    width: 2000,
    height: 400,
    timeZone: 'America/New_York',
  },
  'featureTrend-narrow': { ...base, frames: [...alone, ...promotions], width: 200, height: 160 },
  'featureTrend-low': { ...base, frames: trendFrames(several, 60, HOUR), width: 400, height: 90 },
  'featureTrend-many': { ...base, frames: trendFrames(many, 20, 3 * HOUR) },
  'featureTrend-log': { ...base, frames: trendFrames(several, 60, HOUR), options: options({ scale: 'log' }) },
  'featureTrend-outlier': { ...base, frames: outlier },
  'featureTrend-thresholds': {
    ...base,
    frames: trendFrames(
      [one, { ...several[2], name: 'age', thresholds: [0.05, 0.1, 0.4] } as Course],
      60,
      HOUR,
    ),
  },
  'featureTrend-field': {
    ...base,
    frames: [
      frame(
        'drift_ks_statistic',
        { feature: 'income', window: '24h' },
        [40, 30, 20, 10, 0].map((h) => END - h * HOUR),
        [0.05, 0.11, 0.3, 0.34, 0.2],
      ),
    ],
    fieldConfig: {
      defaults: {
        unit: 'percentunit',
        thresholds: {
          mode: 'absolute',
          steps: [
            { value: null, color: 'green' },
            { value: 0.1, color: 'yellow' },
            { value: 0.3, color: 'red' },
          ],
        },
      },
      overrides: [],
    },
  },
  'featureTrend-hostile': { ...base, frames: trendFrames(hostile, 60, HOUR) },
  'featureTrend-single': { ...base, frames: trendFrames(several, 1, HOUR) },
  'featureTrend-table': { ...base, frames: [table, references] },
  'featureTrend-elsewhere': { ...base, frames: alone, range: [END + HOUR, END + 9 * HOUR] },
  'featureTrend-error': { ...base, frames: alone, errors: [{ refId: 'B', message: 'query timed out' }] },
};
