import type { Scene } from '../../../../grafana-plugin/harness/scene.js';

const END = Date.parse('2026-03-31T00:00:00Z');

type Row = readonly [feature: string, score: number, noiseFloor?: number, model?: string];

function frame(metric: string, labels: object, value: number): object {
  return {
    refId: metric,
    fields: [
      { name: 'Time', type: 'time', values: [END] },
      {
        name: 'Value',
        type: 'number',
        labels: { __name__: metric, window: '24h', ...labels },
        values: [value],
      },
    ],
  };
}

/** Scores and their noise floors, a frame each, as Prometheus answers an instant query. */
function scoreFrames(rows: readonly Row[]): object[] {
  return rows.flatMap(([feature, score, noiseFloor = 0.03, model = 'credit risk']) => [
    frame('drift_psi', { model, feature }, score),
    frame('drift_psi_noise_floor', { model, feature }, noiseFloor),
  ]);
}

const few: readonly Row[] = [
  ['credit_score', 0.42],
  ['income', 0.22, 0.05],
  ['employment_length', 0.13],
  ['age', 0.06, 0.08],
  ['debt_ratio', 0.02],
  ['region', 0],
];
const many: readonly Row[] = Array.from({ length: 500 }, (_, index) => [
  `feature_${String(index + 1)}`,
  0.4 / (1 + index / 6),
]);
const hostile: readonly Row[] = [
  '<img src=x onerror="alert(1)">',
  '',
  ' padded ',
  'padded',
  'возраст клиента',
  'العمر',
  '年齢',
  `a very long name ${'of a feature '.repeat(20)}`,
].map((name, index) => [name, 0.05 * index]);
const importance = few.flatMap(([feature, score], index) => [
  frame('drift_psi', { model: 'credit risk', feature }, score),
  frame(
    'drift_importance_ratio',
    { model: 'credit risk', feature },
    [0.4, 0.1, 0.2, 0.15, 0.1, 0.05][index] ?? 0,
  ),
  frame(
    'drift_importance_ratio',
    { model: 'credit risk', feature, dataset: 'reference' },
    [0.2, 0.2, 0.25, 0.2, 0.1, 0.05][index] ?? 0,
  ),
]);
const models = scoreFrames([
  ...few.slice(0, 3),
  ...few.slice(0, 3).map(([name, score]): Row => [name, score / 2, 0.02, 'flights']),
]);
const thresholds = few.map(([feature], index) =>
  frame('drift_threshold', { model: 'credit risk', feature, severity: 'critical' }, 0.15 + 0.05 * index),
);

const options = (more: object = {}): Readonly<Record<string, unknown>> => ({
  view: 'attribution',
  attribution: more,
});
const base = { options: options(), width: 600, height: 240, range: [END - 3_600_000, END] } as const;

/** Pictures worth looking at: the view's usual and its unusual states. */
export const attributionScenes: Readonly<Record<string, Scene>> = {
  'attribution-none': { ...base, frames: [] },
  'attribution-few': { ...base, frames: scoreFrames(few) },
  'attribution-narrow': { ...base, frames: scoreFrames(few), width: 200 },
  'attribution-wide': { ...base, frames: scoreFrames(few), width: 2000 },
  'attribution-share': {
    ...base,
    frames: scoreFrames(many),
    options: options({ measure: 'share', limit: 10 }),
  },
  'attribution-importance': { ...base, frames: importance, options: options({ measure: 'importance' }) },
  'attribution-missing': { ...base, frames: scoreFrames(few), options: options({ measure: 'importance' }) },
  'attribution-many': { ...base, frames: scoreFrames(many), options: options({ limit: 100 }) },
  'attribution-models': { ...base, frames: models },
  'attribution-thresholds': { ...base, frames: [...scoreFrames(few), ...thresholds] },
  'attribution-hostile': { ...base, frames: scoreFrames(hostile) },
};
