import { twoSampleKolmogorov } from './twoSampleKolmogorov.js';

test('counts orderings by hand', () => {
  // of C(4, 2) = 6 orderings of two and two, aabb and bbaa have distance 1, all have at least ½
  expect(twoSampleKolmogorov(2, 2, 1)).toBeCloseTo(2 / 6, 15);
  expect(twoSampleKolmogorov(2, 2, 0.5)).toBeCloseTo(1, 15);
  // of C(3, 1) = 3 orderings of one and two, abb and bba have distance 1
  expect(twoSampleKolmogorov(1, 2, 1)).toBeCloseTo(2 / 3, 15);
});

test('no overlap of n and m: 2 / C(n + m, n)', () => {
  expect(twoSampleKolmogorov(5, 7, 1)).toBeCloseTo(2 / 792, 15);
});

test('no distance is certain, and what underflows is 0', () => {
  expect(twoSampleKolmogorov(30, 40, 0)).toBe(1);
  expect(twoSampleKolmogorov(9000, 8000, 0.9)).toBe(0);
});
