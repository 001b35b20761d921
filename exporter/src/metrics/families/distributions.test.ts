import { compareCounts, compareSamples } from '../../../../test/support/comparisons.js';
import type { Comparison } from '../../statistics/statistic.js';
import type { FeatureView } from '../featureView.js';
import { categories, categoryLabel, distribution } from './distributions.js';

const view = (comparison: Comparison): FeatureView => ({
  model: 'm',
  feature: 'f',
  windows: [],
  shortest: { window: '1h', comparison },
});

test('a numeric distribution grows from edge to edge up to all values', () => {
  const numbers = Array.from({ length: 1000 }, (_, index) => index);
  const samples = distribution.samples(
    view(
      compareSamples(
        numbers,
        numbers.map((value) => value / 2),
      ),
    ),
  );
  for (const dataset of ['reference', 'current']) {
    const cells = samples.filter(({ labels }) => labels.dataset === dataset);
    const shares = cells.map(({ value }) => value);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(cells.at(-1)).toEqual({
      labels: { model: 'm', feature: 'f', window: '1h', dataset, upper: '+Inf' },
      value: 1,
    });
    for (const { labels, value } of cells.slice(0, -1)) {
      const upper = Number(labels.upper);
      const expected =
        numbers.filter((number) => (dataset === 'current' ? number / 2 : number) <= upper).length / 1000;
      expect(value).toBe(expected);
    }
  }
  expect(categories.samples(view(compareSamples(numbers, numbers)))).toEqual([]);
});

test('shares of categories are of the rows with a value', () => {
  const samples = categories.samples(view(compareCounts([30, 10], [10, 10], [5, 80])));
  const shares = samples.map(({ labels, value }) => [labels.dataset, labels.category, value]);
  expect(shares).toEqual([
    ['reference', 'category 0', 0.75],
    ['reference', 'category 1', 0.25],
    ['reference', 'other', 0],
    ['reference', 'unseen', 0],
    ['current', 'category 0', 0.5],
    ['current', 'category 1', 0.5],
    ['current', 'other', 0],
    ['current', 'unseen', 0],
  ]);
});

test('a side without values has no distribution', () => {
  const samples = distribution.samples(view(compareSamples([1, 2, 3], [])));
  expect(new Set(samples.map(({ labels }) => labels.dataset))).toEqual(new Set(['reference']));
});

test('categories that are called other or unseen keep a name of their own', () => {
  const names = ['other', '"other"', '""other""', 'unseen', 'another', '', 'other "', 'OTHER'];
  const labels = names.map(categoryLabel);
  expect(new Set([...labels, 'other', 'unseen']).size).toBe(names.length + 2);
  expect(labels.slice(4)).toEqual(names.slice(4));
});
