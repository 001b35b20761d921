import { scoreStep } from './scoreStep.js';

const HOUR = 3_600_000;

test.each([
  ['an hour of hourly buckets', HOUR, HOUR, HOUR],
  ['six hours', 6 * HOUR, HOUR, 2 * HOUR],
  ['a day', 24 * HOUR, HOUR, 8 * HOUR],
  ['a week', 168 * HOUR, HOUR, 48 * HOUR],
  ['a month', 720 * HOUR, HOUR, 168 * HOUR],
  ['an hour of minutes', HOUR, 60_000, HOUR / 4],
  ['a week of daily buckets', 168 * HOUR, 24 * HOUR, 48 * HOUR],
  ['a bucket that divides nothing', 7 * 60_000 * 4, 7 * 60_000, 7 * 60_000],
])('%s', (_, length, bucket, step) => {
  expect(scoreStep(length, bucket)).toBe(step);
});
