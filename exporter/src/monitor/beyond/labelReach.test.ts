import { labelHorizon, labelReach } from './labelReach.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const reaches = (horizon: number, count: number, step = 1): number[] =>
  Array.from({ length: count }, (_, look) => labelReach(step * look, step * (look + 1), HOUR, horizon));

test('looks go back as far as a ruler has its marks, and none farther than labels may come', () => {
  expect(reaches(30 * DAY, 8).map((reach) => reach / DAY)).toEqual([1, 2, 1, 4, 1, 2, 1, 8]);
  const many = reaches(30 * DAY, 64);
  expect(many.filter((reach) => reach === 30 * DAY)).toHaveLength(2);
  expect(many.reduce((sum, reach) => sum + reach, 0) / many.length).toBeLessThan(4 * DAY);
  expect(labelReach(0, 1, DAY, HOUR)).toBe(HOUR);
});

test('where several buckets close at once, the look is the widest of theirs', () => {
  expect(labelReach(0, 5, HOUR, 30 * DAY)).toBe(4 * DAY);
  expect(labelReach(5, 6, HOUR, 30 * DAY)).toBe(2 * DAY);
  expect(labelReach(3, 1_000, HOUR, 30 * DAY)).toBe(30 * DAY);
});

test('what comes within the delay is looked for once more after it, by the widest look', () => {
  for (const delay of [HOUR, 5 * HOUR, DAY, 7 * DAY, 7.5 * DAY, 15 * DAY, 29.6 * DAY, 365 * DAY]) {
    const horizon = labelHorizon(delay, HOUR);
    for (const step of [1, 3]) {
      const all = reaches(horizon, 20_000 / step, step);
      const wide = all.flatMap((reach, look) => (reach === horizon ? [step * look] : []));
      const gaps = wide.slice(1).map((look, index) => look - (wide[index] ?? 0));
      expect((Math.max(...gaps) - step) * HOUR).toBeLessThanOrEqual(horizon - delay);
    }
  }
  expect(labelHorizon(0, HOUR)).toBe(0);
});
