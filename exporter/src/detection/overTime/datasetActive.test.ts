import { datasetActive } from './datasetActive.js';

const features = (drifting: number, quiet: number) => [
  ...Array.from({ length: drifting }, () => ({ active: true })),
  ...Array.from({ length: quiet }, () => ({ active: false })),
];

test('so many features make the data drift as a whole', () => {
  expect(datasetActive(features(1, 1), 0.5)).toBe(true);
  expect(datasetActive(features(1, 2), 0.5)).toBe(false);
  expect(datasetActive(features(3, 0), 1)).toBe(true);
  expect(datasetActive(features(2, 1), 1)).toBe(false);
});

test('of no features nothing is known', () => {
  expect(datasetActive([], 0.5)).toBeUndefined();
});
