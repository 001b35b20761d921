import { durbinDistribution } from './durbinMatrix.js';

test('the published value of Marsaglia, Tsang and Wang', () => {
  expect(durbinDistribution(10, 0.274)).toBeCloseTo(0.6284796154565, 12);
});

test('one observation: 2d − 1', () => expect(durbinDistribution(1, 0.8)).toBeCloseTo(0.6, 14));
