import { compareSamples } from '../../../test/support/comparisons.js';
import { finiteCounts } from './finiteCounts.js';

const finiteRows = (current: number[]): number | undefined =>
  finiteCounts(compareSamples([1, 2, 3], current).current)?.reduce((sum, count) => sum + count, 0);

test('takes infinities from the outer cell that must hold them', () => {
  expect(finiteRows([1, 2])).toBe(2);
  expect(finiteRows([1, Infinity, 9])).toBe(2);
  expect(finiteRows([-Infinity, -9, 3])).toBe(2);
});

test('gives up where either outer cell may hold them', () => {
  expect(finiteRows([-9, Infinity])).toBeUndefined();
});
