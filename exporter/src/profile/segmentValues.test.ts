import fc from 'fast-check';
import { candidatesOf, nextValues } from './segmentValues.js';

const summary = (categories: Record<string, number>, missing = 0) => ({
  kind: 'categorical' as const,
  feature: 'carrier',
  rows: 0,
  missing,
  distinctCount: 0,
  categories: Object.entries(categories).map(([name, count]) => ({ name, count })),
});
const rows = (counts: Record<string, number>) => new Map(Object.entries(counts));

test('candidates come by their rows, then by name, and NULL counts with empty text', () => {
  expect(candidatesOf(summary({ b: 5, a: 5, '': 2, rare: 1 }, 4), 2)).toEqual([
    { value: '', rows: 6 },
    { value: 'a', rows: 5 },
    { value: 'b', rows: 5 },
  ]);
  expect(candidatesOf(summary({}, 0), 0)).toEqual([]);
});

test('of a column of ten thousand values a thousand are looked at', () => {
  const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`v${index}`, index + 1]));
  const candidates = candidatesOf(summary(many), 1);
  expect(candidates).toHaveLength(1_000);
  expect(candidates[0]).toEqual({ value: 'v9999', rows: 10_000 });
});

const all = ['a', 'b', 'c', 'd', 'e'];

test.each([
  ['nothing has come', {}, ['a', 'b', 'c']],
  ['one that is a little more frequent waits', { a: 90, b: 50, c: 40, d: 60 }, ['a', 'b', 'c']],
  [
    'one that has clearly outgrown the least takes its place',
    { a: 90, b: 50, c: 40, d: 61 },
    ['a', 'b', 'd'],
  ],
  ['two take the places of two', { a: 90, b: 50, c: 40, d: 100, e: 200 }, ['a', 'd', 'e']],
  [
    'the second of two waits where only one has outgrown',
    { a: 90, b: 50, c: 40, d: 61, e: 70 },
    ['a', 'b', 'e'],
  ],
  ['those that have no rows at all leave', { a: 90, d: 30 }, ['a', 'd', 'c']],
  ['but for few rows nobody moves', { a: 90, d: 29 }, ['a', 'b', 'c']],
  ['what the reference does not have never enters', { a: 90, unknown: 1_000 }, ['a', 'b', 'c']],
])('%s', (_, recent, expected) => {
  expect(nextValues(['a', 'b', 'c'], all, rows(recent), 30)).toEqual(expected);
});

test('as many values as before, none twice, and the same rows again change nothing', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 5 }),
      fc.array(fc.nat(100), { minLength: 5, maxLength: 5 }),
      (top, counts) => {
        const recent = new Map(all.map((value, index) => [value, counts[index] ?? 0]));
        const chosen = all.slice(0, top);
        const next = nextValues(chosen, all, recent, 1);
        expect(new Set(next).size).toBe(top);
        expect(nextValues(next, all, recent, 1)).toBe(next);
      },
    ),
  );
});
