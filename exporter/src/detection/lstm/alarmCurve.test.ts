import { alarmCurve, alarmLogit, peaksOf } from './alarmCurve.js';
import { Draws } from './simulate/draws.js';

test('an exponential tail is found, and followed beyond what was seen', () => {
  const draws = new Draws(3);
  // as many events a day as e^-logit / 2
  const peaks = draws.many(5_000, () => -2 * Math.log(1 - draws.uniform()));
  const curve = alarmCurve(peaks, 10_000);
  for (const rate of [1e-1, 1e-2, 1e-3]) {
    expect(Math.abs(alarmLogit(curve, rate) + 2 * Math.log(rate / 0.5))).toBeLessThan(1.2);
  }
  const [often, rare, rarer] = [1e-3, 1e-5, 1e-6].map((rate) => alarmLogit(curve, rate)) as [
    number,
    number,
    number,
  ];
  expect(rare).toBeGreaterThan(often + 4);
  expect(rarer).toBeGreaterThan(rare);
});

test('a rate that is often met has the lowest logit, and no peaks give a finite one', () => {
  const curve = alarmCurve([1, 2, 3, 4], 40);
  expect(alarmLogit(curve, 10)).toBeLessThanOrEqual(1);
  expect(alarmLogit(curve, 1 / 40)).toBe(4);
  expect(Number.isFinite(alarmLogit(alarmCurve([], 40), 0.1))).toBe(true);
});

test('scores within a day are one event', () => {
  const scores = [0, 5, 23, 24, 47, 60].map((bucket, index) => ({ bucket, logit: index }));
  expect(peaksOf(scores)).toEqual([5, 3, 0]);
});
