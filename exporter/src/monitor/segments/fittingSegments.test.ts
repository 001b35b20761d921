import { fittingSegments } from './fittingSegments.js';

const wishes = [
  { column: 'carrier', top: 10 },
  { column: 'origin', top: 3 },
];

test('what fits into memory stays as it was asked for', () => {
  expect(fittingSegments(wishes, 20)).toEqual({ fitting: wishes, warnings: [] });
  expect(fittingSegments([], 0)).toEqual({ fitting: [], warnings: [] });
});

test('of many features fewer values are judged apart, and that is said', () => {
  const { fitting, warnings } = fittingSegments(wishes, 400);
  expect(fitting).toEqual([
    { column: 'carrier', top: 5 },
    { column: 'origin', top: 3 },
  ]);
  expect(warnings).toEqual([
    'segments of "carrier" are those of its 5 most frequent values: top: 10 with 400 features would take too much memory; lower it, or list fewer features',
  ]);
});

test('of a reference that moves on by hours of the week, less fits', () => {
  expect(fittingSegments(wishes, 20, 168).fitting).toEqual([
    { column: 'carrier', top: 7 },
    { column: 'origin', top: 3 },
  ]);
});

test('of too many features none is', () => {
  const { fitting, warnings } = fittingSegments(wishes, 2_000);
  expect(fitting).toEqual([]);
  expect(warnings[0]).toMatch(/^segments of "carrier" are left out: /);
});
