import type { Scene } from '../../../../grafana-plugin/harness/scene.js';
import {
  bell,
  type Categories,
  categorySeries,
  nativeHistogram,
  type NumericFeature,
  numericSeries,
  series,
  steps,
  table,
} from './distributionFrames.js';

const credit: NumericFeature = {
  name: 'credit_score',
  edges: steps(520, 820, 30),
  reference: bell(680, 50),
  current: (value) => 0.8 * bell(665, 50)(value) + 0.2 * bell(590, 25)(value),
  score: 0.312,
  missing: 0.034,
};

const unequal: NumericFeature = {
  name: 'income',
  edges: [
    5000, 10_000, 15_000, 20_000, 25_000, 30_000, 40_000, 50_000, 60_000, 80_000, 100_000, 150_000, 200_000,
    400_000,
  ],
  reference: (value) => bell(Math.log(42_000), 0.6)(Math.log(value)),
  current: (value) => bell(Math.log(52_000), 0.65)(Math.log(value)),
  score: 0.143,
  missing: 0,
};

const carriers: Categories = {
  WN: [0.21, 0.32],
  DL: [0.18, 0.12],
  AA: [0.17, 0.17],
  UA: [0.12, 0.08],
  B6: [0.09, 0.06],
  AS: [0.07, 0.05],
  NK: [0.06, 0],
  F9: [0.05, 0.04],
  other: [0.05, 0.06],
  unseen: [0, 0.1],
};

const manyCategories: Categories = Object.fromEntries(
  Array.from({ length: 100 }, (_, index) => {
    const share = 0.0025 + (0.015 * (100 - index)) / 100;
    return [`AIRPORT ${String(index + 1)}`, [share, share * (index % 7 === 3 ? 0.3 : 1.05)]] as const;
  }),
);

function manyFeatures(count: number): NumericFeature[] {
  return Array.from({ length: count }, (_, index) => {
    const shift = (index * 37) % 101;
    return {
      name: `feature_${String(index + 1).padStart(4, '0')}`,
      edges: steps(0, 100, 12),
      reference: bell(50, 18),
      current: bell(50 + shift / 5, 18 - shift / 20),
      score: (shift / 100) ** 2,
      missing: index % 3 === 0 ? 0.02 : 0,
    };
  });
}

const hostile = [
  '<img src=x onerror="alert(1)">',
  'возраст клиента',
  'العمر',
  '年齢',
  `a very long name ${'of a feature '.repeat(20)}`,
  '\u202Eright to left',
];

const base = { options: { view: 'distributionOverlay' }, width: 800, height: 360 } as const;
const options = (more: object): Readonly<Record<string, unknown>> => ({
  view: 'distributionOverlay',
  distributionOverlay: more,
});
const few = [
  ...numericSeries(credit),
  ...numericSeries(unequal),
  ...categorySeries('carrier', carriers, 0.34, 0.012),
  ...manyFeatures(3).flatMap((feature) => numericSeries(feature)),
];
const windows = [
  ...numericSeries(credit),
  ...numericSeries({ ...credit, current: bell(672, 50), score: 0.12 }, '1d'),
  ...numericSeries({ ...credit, current: bell(679, 50), score: 0.02, missing: 0 }, '7d'),
];

/** Pictures worth looking at: the view's usual and its unusual states. */
export const distributionOverlayScenes: Readonly<Record<string, Scene>> = {
  'distributionOverlay-one': { ...base, frames: numericSeries(credit) },
  'distributionOverlay-share': {
    ...base,
    frames: numericSeries(unequal),
    options: options({ measure: 'share' }),
  },
  'distributionOverlay-unequal': { ...base, frames: numericSeries(unequal) },
  'distributionOverlay-log': { ...base, frames: numericSeries(unequal), options: options({ axis: 'log' }) },
  'distributionOverlay-cumulative': {
    ...base,
    frames: numericSeries(credit),
    options: options({ measure: 'cumulative', contribution: false }),
  },
  'distributionOverlay-categories': { ...base, frames: categorySeries('carrier', carriers, 0.34, 0.012) },
  'distributionOverlay-categoriesMany': {
    ...base,
    frames: categorySeries('airport', manyCategories, 0.07),
    width: 420,
    height: 460,
  },
  'distributionOverlay-few': { ...base, frames: few, width: 1200, height: 500 },
  'distributionOverlay-windows': { ...base, frames: windows, width: 1100, height: 260 },
  'distributionOverlay-narrow': { ...base, frames: numericSeries(credit), width: 200, height: 240 },
  'distributionOverlay-narrowCategories': {
    ...base,
    frames: categorySeries('carrier', carriers, 0.34, 0.012),
    width: 200,
    height: 240,
  },
  'distributionOverlay-wide': { ...base, frames: numericSeries(credit), width: 2000, height: 420 },
  'distributionOverlay-low': { ...base, frames: numericSeries(credit), width: 400, height: 100 },
  'distributionOverlay-many': {
    ...base,
    frames: manyFeatures(200).flatMap((feature) => numericSeries(feature, '1h', false)),
    width: 1000,
    height: 520,
  },
  'distributionOverlay-table': { ...base, frames: [table(credit)] },
  'distributionOverlay-native': {
    ...base,
    frames: [nativeHistogram('reference', 0.2), nativeHistogram('current', 0.35)],
    options: options({ axis: 'log' }),
  },
  'distributionOverlay-noReference': {
    ...base,
    frames: [nativeHistogram('A', 0.35)],
    options: options({ axis: 'log' }),
    height: 260,
  },
  'distributionOverlay-twoCells': {
    ...base,
    frames: numericSeries({ ...credit, edges: [660], missing: 0.1 }),
    height: 200,
  },
  'distributionOverlay-hostile': {
    ...base,
    frames: [
      ...hostile.flatMap((name) => numericSeries({ ...credit, name })),
      ...categorySeries(
        'names',
        Object.fromEntries(hostile.map((name, index) => [name, [index / 15, (5 - index) / 15]])),
        0.4,
      ),
    ],
    width: 1000,
    height: 560,
  },
  'distributionOverlay-none': { ...base, frames: [], height: 240 },
  'distributionOverlay-wrong': {
    ...base,
    frames: [series('drift_psi', { feature: 'age' }, 0.2)],
    height: 240,
  },
  'distributionOverlay-error': { ...base, frames: few, errors: [{ refId: 'B', message: 'query timed out' }] },
};
