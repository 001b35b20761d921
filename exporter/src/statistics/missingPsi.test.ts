import { compareCounts } from '../../../test/support/comparisons.js';
import { missingPsi } from './missingPsi.js';

const settings = { significanceLevel: 0.05 };

test('compares rows with a value to rows without', () => {
  const result = missingPsi.compute(compareCounts([90], [60], [10, 40]), settings);
  expect(result?.value).toBeCloseTo(-0.3 * Math.log(6 / 9) + 0.3 * Math.log(4), 14);
});

test('is 0 where nothing is missing, and finite where all is', () => {
  expect(missingPsi.compute(compareCounts([9], [7]), settings)).toEqual({
    value: 0,
    noise_floor: 0,
    p_value: 1,
  });
  const gone = missingPsi.compute(compareCounts([100], [], [0, 100]), settings);
  expect(gone?.value).toBeCloseTo(2 * 0.995 * Math.log(200), 12);
});

test('is absent without rows', () => {
  expect(missingPsi.compute(compareCounts([9], []), settings)).toBeUndefined();
});
