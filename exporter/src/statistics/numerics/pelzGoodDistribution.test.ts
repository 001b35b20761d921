import { durbinDistribution } from './durbinMatrix.js';
import { pelzGoodDistribution } from './pelzGoodDistribution.js';

test.each([0.02, 0.04, 0.06])('is close to the exact distribution at distance %d', (distance) => {
  expect(pelzGoodDistribution(500, distance)).toBeCloseTo(durbinDistribution(500, distance), 6);
});

test('vanishes for tiny distances', () => expect(pelzGoodDistribution(1000, 1e-4)).toBe(0));
