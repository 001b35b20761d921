import { compareCounts, compareSamples } from '../../../../test/support/comparisons.js';
import { psiCounts } from '../../profile/profile.js';
import type { Comparison } from '../../statistics/statistic.js';
import type { FeatureView } from '../featureView.js';
import { cellObservations, cellReferenceRatio, cellReferenceRows } from './cellCounters.js';
import { observations } from './observations.js';

const numbers = Array.from({ length: 1000 }, (_, index) => index);
const numeric = compareSamples(
  [...numbers, NaN],
  numbers.map((value) => value * 1.1),
);
const categorical = compareCounts([60, 0, 40], [5, 5, 0]);

const view = ({ reference, current }: Comparison): FeatureView => ({
  model: 'm',
  feature: 'f',
  version: 'v',
  reference,
  windows: [],
  counter: { feature: 'f', counts: psiCounts(current), sum: 549_450 },
});
const values = (samples: readonly { readonly value: number }[]): number[] =>
  samples.map(({ value }) => value);

test.each([
  ['numeric', numeric],
  ['categorical', categorical],
])('every PSI cell of a %s feature has a counter and a share, empty ones too', (_, comparison) => {
  const counted = cellObservations.samples(view(comparison));
  const shares = cellReferenceRatio.samples(view(comparison));
  expect(values(counted)).toEqual([...psiCounts(comparison.current)]);
  expect(shares.map(({ labels }) => labels)).toEqual(counted.map(({ labels }) => labels));
  expect(counted.map(({ labels }) => labels.cell)).toEqual(counted.map((_, cell) => String(cell)));
  expect(values(shares).reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  const [rows] = values(cellReferenceRows.samples(view(comparison)));
  expect(values(shares).map((share) => Math.round(share * (rows ?? 0)))).toEqual([
    ...psiCounts(comparison.reference),
  ]);
});

test('the histogram tells the same as the counters, summed up to each edge', () => {
  const counts = psiCounts(numeric.current);
  const samples = observations.samples(view(numeric));
  const buckets = samples.filter(({ suffix }) => suffix === '_bucket');
  expect(values(buckets)).toEqual(
    Array.from(counts, (_, cell) => counts.slice(0, cell + 1).reduce((a, b) => a + b, 0)),
  );
  expect(buckets.at(-1)?.labels.le).toBe('+Inf');
  for (const { labels, value } of buckets.slice(0, -1)) {
    expect(value).toBe(numbers.filter((number) => number * 1.1 <= Number(labels.le)).length);
  }
  expect(samples.slice(-2)).toEqual([
    { suffix: '_sum', labels: { model: 'm', feature: 'f', version: 'v' }, value: 549_450 },
    { suffix: '_count', labels: { model: 'm', feature: 'f', version: 'v' }, value: 1000 },
  ]);
});

test('a categorical feature has no histogram', () => {
  expect(observations.samples(view(categorical))).toEqual([]);
});

test('a reference without a value gives no shares', () => {
  const empty = compareSamples([NaN, NaN], [1]);
  expect(cellReferenceRatio.samples(view(empty))).toEqual([]);
});
