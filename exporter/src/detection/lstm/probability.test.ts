import { Draws } from './simulate/draws.js';
import { calibration, probabilityOf } from './probability.js';

const draws = new Draws(2);
const logits = draws.many(20_000, () => 3 * draws.normal());
/** What a perfect network would say, at even odds. */
const labels = logits.map((logit) => (draws.uniform() < 1 / (1 + Math.exp(-logit)) ? 1 : 0));

test('at even odds a logit is a logit', () => {
  const even = labels.reduce<number>((sum, label) => sum + label, 0) / labels.length;
  const found = calibration(logits, labels, even);
  for (const logit of [-4, -1, 0, 1, 4]) {
    expect(probabilityOf(logit, found)).toBeCloseTo(1 / (1 + Math.exp(-logit)), 1);
  }
});

test('where changes are rare, a score says less', () => {
  const rare = calibration(logits, labels, 0.05);
  expect(probabilityOf(0, rare)).toBeCloseTo(0.05, 1);
  expect(probabilityOf(6, rare)).toBeGreaterThan(0.8);
});

test('rises, and is never certain', () => {
  const { probabilities, logits: knots } = calibration(logits, labels, 0.5);
  expect(probabilities).toEqual([...probabilities].sort((a, b) => a - b));
  expect(knots).toEqual([...knots].sort((a, b) => a - b));
  expect(probabilities.every((probability) => probability > 0 && probability < 1)).toBe(true);
  const found = calibration([1, 2], [1, 1], 0.5);
  expect(probabilityOf(100, found)).toBeLessThan(1);
  expect(probabilityOf(-100, calibration([1, 2], [0, 0], 0.5))).toBeGreaterThan(0);
});

test('beyond the last knot it rises, so that an alarm level there tells two scores apart', () => {
  const found = { logits: [0, 4], probabilities: [0.2, 0.9], prior: 0.05 };
  expect(probabilityOf(4, found)).toBeCloseTo(0.9, 12);
  expect(probabilityOf(8, found)).toBeCloseTo(0.95, 12);
  expect(probabilityOf(6, found)).toBeLessThan(probabilityOf(6.1, found));
  expect(probabilityOf(1e6, found)).toBeLessThan(1);
});
