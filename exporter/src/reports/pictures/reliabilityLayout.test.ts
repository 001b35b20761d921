import { RELIABILITY_SIDE, reliabilityLayout } from './reliabilityLayout.js';

const point = (mean: number, rate: number, half: number) => ({
  score_above: 0,
  score_to: 1,
  rows: 500,
  mean_prediction: mean,
  observed_rate: rate,
  lower: Math.max(0, rate - half),
  upper: Math.min(1, rate + half),
});

test('a point on the diagonal is as promised, one whose interval misses it is not', () => {
  const { points, diagonal } = reliabilityLayout([point(0.2, 0.2, 0.02), point(0.5, 0.7, 0.05)]);
  expect(points.map(({ isOff }) => isOff)).toEqual([false, true]);
  const [first] = points;
  expect((first?.x ?? 0) + (first?.y ?? 0)).toBeCloseTo(RELIABILITY_SIDE, 0);
  expect(diagonal.at(-1)).toEqual({ x: RELIABILITY_SIDE, y: 0 });
});

test('small rates fill the picture, and nothing leaves it', () => {
  const { points, steps } = reliabilityLayout([point(0.001, 0.002, 0.001), point(0.02, 0.03, 0.01)]);
  expect(Math.max(...points.map(({ x }) => x))).toBeGreaterThan(RELIABILITY_SIDE / 3);
  for (const { x, y0, y1 } of points) {
    expect(Math.min(x, y0, y1)).toBeGreaterThanOrEqual(0);
    expect(Math.max(x, y0, y1)).toBeLessThanOrEqual(RELIABILITY_SIDE);
  }
  expect(steps.length).toBeGreaterThan(2);
});
