import * as registry from '../../exporter/src/statistics/index.js';
import type { Comparison, Statistic } from '../../exporter/src/statistics/statistic.js';
import { compareCounts, compareSamples } from '../support/comparisons.js';

const statistics: readonly Statistic[] = Object.values(registry);
const settings = { significanceLevel: 0.05 };

const ramp = Array.from({ length: 200 }, (_, index) => index / 7);
const samples: Record<string, number[]> = {
  empty: [],
  'one row': [5],
  'two rows': [5, 6],
  'all missing': [NaN, NaN, NaN],
  'partly missing': [1, NaN, 2, NaN],
  'constant 5': Array.from({ length: 50 }, () => 5),
  'constant 4': Array.from({ length: 50 }, () => 4),
  zero: [0, -0, 0],
  huge: [1e308, 1.7e308, 1e308],
  'huge both ways': [-1.7e308, 1.7e308, 0],
  tiny: [5e-324, 1e-323, 0],
  'one huge among many': [...ramp, 1e308],
  timestamps: ramp.map((step) => 1.7e9 + step / 100),
  infinite: [Infinity, Infinity],
  'both infinities': [-Infinity, 1, 2, Infinity],
  'some infinite': [...ramp, Infinity],
  ramp,
  'many distinct': Array.from({ length: 1500 }, (_, index) => Math.sin(index) * 100),
  'far away': ramp.map((step) => 1e9 + step),
  sentinel: [...ramp, ...Array.from({ length: 100 }, () => -999)],
};
const categories: Record<string, [counts: number[], missing: number]> = {
  empty: [[], 0],
  'all missing': [[], 9],
  'one row': [[1], 0],
  'one category': [[70], 0],
  'another category': [[0, 70], 0],
  several: [[5, 1, 0, 900], 3],
  'all unseen': [[0, 0, 0, 0, 0, 0, 77], 0],
  enormous: [[4e9, 3e9, 1, 2e9], 1e9],
};

function expectPublishable(comparison: Comparison): void {
  for (const { id, compute, value } of statistics) {
    const result = compute(comparison, settings);
    if (result === undefined) continue;
    for (const [field, entry] of [...Object.entries(result), ['value()', value(result)] as const]) {
      if (typeof entry === 'number' && !(entry >= 0 && entry < Infinity))
        throw new Error(`${id}.${field} is ${entry}`);
      if (!['number', 'boolean', 'string'].includes(typeof entry))
        throw new Error(`${id}.${field} is ${typeof entry}`);
    }
    expect(JSON.parse(JSON.stringify(result))).toEqual(result);
  }
}

const pairs = (names: string[]): [string, string][] =>
  names.flatMap((one) => names.map((other): [string, string] => [one, other]));

describe('every statistic is finite or absent', () => {
  test.each(pairs(Object.keys(samples)))('%s against %s', (reference, current) => {
    for (const exact of [false, true]) {
      expectPublishable(compareSamples(samples[reference] ?? [], samples[current] ?? [], { exact }));
    }
  });

  test.each(pairs(Object.keys(categories)))('categories: %s against %s', (reference, current) => {
    const [before, missingBefore] = categories[reference] ?? [[], 0];
    const [after, missingAfter] = categories[current] ?? [[], 0];
    expectPublishable(compareCounts(before, after, [missingBefore, missingAfter]));
  });
});

describe('a side without a value', () => {
  test.each(['empty', 'all missing'])(
    '%s leaves every statistic but that of missing values absent',
    (side) => {
      for (const comparison of [
        compareSamples(ramp, samples[side] ?? []),
        compareSamples(samples[side] ?? [], ramp, { exact: true }),
        compareCounts([4, 5], [], [0, categories[side]?.[1] ?? 0]),
      ]) {
        const present = statistics
          .filter(({ compute }) => compute(comparison, settings) !== undefined)
          .map(({ id }) => id);
        expect(present.filter((id) => id !== 'missing_psi')).toEqual([]);
      }
    },
  );
});

test('statistics apply to the kinds that they name, and to no other', () => {
  const numeric = compareSamples(ramp, samples['far away'] ?? [], { exact: true });
  const categorical = compareCounts([4, 5, 6], [6, 5, 4]);
  for (const { id, kinds, compute } of statistics) {
    expect([id, compute(numeric, settings) !== undefined]).toEqual([id, kinds.includes('numeric')]);
    expect([id, compute(categorical, settings) !== undefined]).toEqual([id, kinds.includes('categorical')]);
  }
});

test('ids and places are unique, and descriptions are sentences', () => {
  expect(new Set(statistics.map(({ id }) => id)).size).toBe(statistics.length);
  expect(new Set(statistics.map(({ order }) => order)).size).toBe(statistics.length);
  for (const { id, description } of statistics) {
    expect(id).toMatch(/^[a-z_]+$/);
    expect(description).toMatch(/^[A-Z][^\n]*\.$/);
  }
});
