import { segmentScoreStep } from './segmentScoreStep.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

test.each([
  [10 * MINUTE, MINUTE, 6 * HOUR],
  [HOUR, HOUR, 6 * HOUR],
  [6 * HOUR, HOUR, 6 * HOUR],
  [24 * HOUR, HOUR, 24 * HOUR],
  [168 * HOUR, HOUR, 24 * HOUR],
  [48 * HOUR, 48 * HOUR, 48 * HOUR],
])('of windows of %i ms in buckets of %i ms scores are kept every %i ms', (length, bucket, expected) => {
  expect(segmentScoreStep(length, bucket)).toBe(expected);
});
