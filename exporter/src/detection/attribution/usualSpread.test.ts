import { tableOf } from '../../../../test/support/jointTables.js';
import { usualSpread } from './usualSpread.js';

const still = tableOf([500, 500], [100, 300]);

test('is the largest change of one window against the others', () => {
  const turned = tableOf([500, 500], [300, 100]);
  // .4 up in one cell and .4 down in the other
  expect(usualSpread([still, still, turned])).toBeCloseTo(0.4, 2);
  expect(usualSpread([still, still])).toBe(0);
});

test('is not known of fewer than two windows, or where no variance is', () => {
  expect(usualSpread([])).toBeUndefined();
  expect(usualSpread([still])).toBeUndefined();
  const numbers = tableOf([5, 5], [1.5, 2.5]);
  expect(usualSpread([numbers, numbers])).toBeUndefined();
  expect(usualSpread([tableOf([500], [100]), tableOf([500], [300])])).toBeUndefined();
});
