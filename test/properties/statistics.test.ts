import fc from 'fast-check';
import * as registry from '../../exporter/src/statistics/index.js';
import type { Comparison, Statistic } from '../../exporter/src/statistics/statistic.js';
import { mergeProfiles } from '../../exporter/src/profile/profile.js';
import {
  counts,
  exactly,
  onGrid,
  overCategories,
  plainSample,
  sample,
  type Comparer,
} from './arbitraries.js';

const statistics: readonly Statistic[] = Object.values(registry);
const settings = { significanceLevel: 0.05 };
const within0and1 = new Set(['ks', 'jensen_shannon', 'hellinger', 'total_variation', 'l_infinity']);
const asymmetric = new Set(['kullback_leibler']);

const comparers: [string, Comparer<number[]>, fc.Arbitrary<number[]>][] = [
  ['values on the grid', onGrid, sample],
  ['values compared exactly', exactly, sample],
  ['categories', overCategories, counts],
];

function results(comparison: Comparison): [Statistic, object][] {
  return statistics.flatMap((statistic) => {
    const result = statistic.compute(comparison, settings);
    return result === undefined ? [] : [[statistic, result] as [Statistic, object]];
  });
}

function numbers(result: object): [string, number][] {
  return Object.entries(result).filter((entry): entry is [string, number] => typeof entry[1] === 'number');
}

describe.each(comparers)('every statistic over %s', (_, compare, side) => {
  test('is finite and never negative, p-values and bounded distances at most 1', () => {
    fc.assert(
      fc.property(side, side, (reference, current) => {
        for (const [{ id, value }, result] of results(compare(reference, current))) {
          for (const [field, number] of [...numbers(result), ['value()', value(result)] as const]) {
            if (!(number >= 0 && number < Infinity)) throw new Error(`${id}.${field} is ${number}`);
            if (number > 1 && (field === 'p_value' || (within0and1.has(id) && field !== 'error_bound'))) {
              throw new Error(`${id}.${field} is ${number}`);
            }
          }
        }
      }),
    );
  });

  test('is zero on identical input, with p-value 1', () => {
    fc.assert(
      fc.property(side, (both) => {
        for (const [{ id, value }, result] of results(compare(both, both))) {
          expect([id, value(result)]).toEqual([id, 0]);
          if ('p_value' in result) expect([id, result.p_value]).toEqual([id, 1]);
        }
      }),
    );
  });

  test('does not depend on which side is which, where it should not', () => {
    fc.assert(
      fc.property(side, side, (reference, current) => {
        const forth = compare(reference, current);
        // one grid both ways round
        const back = {
          reference: forth.current,
          current: forth.reference,
          ...(forth.exact
            ? {
                exact: {
                  ...forth.exact,
                  referenceRows: forth.exact.currentRows,
                  currentRows: forth.exact.referenceRows,
                },
              }
            : {}),
        };
        for (const [statistic, result] of results(forth)) {
          if (asymmetric.has(statistic.id)) continue;
          const swapped = statistic.compute(back, settings);
          for (const [field, number] of numbers(result)) {
            expectNear((swapped as Record<string, number>)[field], number, `${statistic.id}.${field}`);
          }
        }
      }),
    );
  });
});

test('merge order is irrelevant', () => {
  fc.assert(
    fc.property(plainSample, plainSample, plainSample, plainSample, (reference, ...windows) => {
      const base = onGrid(reference, reference).reference;
      const [a, b, c] = windows.map((window) => onGrid(reference, window).current) as [
        typeof base,
        typeof base,
        typeof base,
      ];
      const left = mergeProfiles(mergeProfiles(a, b), c);
      const right = mergeProfiles(c, mergeProfiles(b, a));
      const whole = onGrid(reference, windows.flat()).current;
      for (const [statistic, result] of results({ reference: base, current: left })) {
        for (const other of [right, whole]) {
          const again = statistic.compute({ reference: base, current: other }, settings) as Record<
            string,
            number
          >;
          for (const [field, number] of numbers(result))
            expectNear(again[field], number, `${statistic.id}.${field}`);
        }
      }
    }),
  );
});

function expectNear(actual: number | undefined, expected: number, label: string): void {
  if (!(Math.abs((actual ?? NaN) - expected) <= 1e-9 * Math.max(1, Math.abs(expected)))) {
    throw new Error(`${label}: ${actual} and ${expected}`);
  }
}
