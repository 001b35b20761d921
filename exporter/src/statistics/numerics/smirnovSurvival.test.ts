import { smirnovSurvival } from './smirnovSurvival.js';

test('closed form of two observations', () => {
  // d (1 + d)⁰ + … : (1 − d)² + 2 d (½ − d) for d < ½
  expect(smirnovSurvival(2, 0.4)).toBeCloseTo((1 - 0.4) ** 2 + 2 * 0.4 * (0.5 - 0.4), 14);
  expect(smirnovSurvival(2, 0.7)).toBeCloseTo(0.09, 14);
});

test('falls as the distance or the number of observations grows', () => {
  expect(smirnovSurvival(100, 0.1)).toBeGreaterThan(smirnovSurvival(100, 0.11));
  expect(smirnovSurvival(100, 0.1)).toBeGreaterThan(smirnovSurvival(110, 0.1));
});

test('the sum in strides joins the full sum without a step', () => {
  // 3,999 observations are summed one by one, 4,000 in strides of two
  const [below, from] = [3999, 4000].map((n) => smirnovSurvival(n, Math.sqrt(8 / n)));
  expect((from ?? NaN) / (below ?? NaN)).toBeCloseTo(1, 4);
});
