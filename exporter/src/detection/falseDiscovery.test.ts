import { benjaminiHochberg } from './falseDiscovery.js';

test('adjusts by rank and never past a larger p-value', () => {
  expect([...benjaminiHochberg([0.01, 0.04, 0.03, 0.5])]).toEqual([0.04, 0.16 / 3, 0.16 / 3, 0.5]);
});

test.each([[[]], [[0]], [[1, 1, 1]]])('leaves %j as it is', (pValues) => {
  expect([...benjaminiHochberg(pValues)]).toEqual(pValues);
});
