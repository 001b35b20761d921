import { datasetActive } from './datasetActive.js';

test('so many features make the data drift as a whole', () => {
  expect(datasetActive(1, 2, 0.5)).toBe(true);
  expect(datasetActive(1, 3, 0.5)).toBe(false);
  expect(datasetActive(3, 3, 1)).toBe(true);
  expect(datasetActive(2, 3, 1)).toBe(false);
});

test('of no features nothing is known', () => {
  expect(datasetActive(0, 0, 0.5)).toBeUndefined();
});
