import { evidenceWindows } from './model.js';

const hours = (...lengths: number[]): number[] => lengths.map((length) => length * 3_600_000);
const [hour = 0, week = 0] = hours(1, 168);

test.each([
  ['by default', undefined, hour, week, hours(1, 6, 24, 168)],
  ['with buckets of six hours', undefined, 6 * hour, week, hours(6, 24, 168)],
  ['with a shorter lookback window', undefined, hour, 48 * hour, hours(1, 6, 24, 48)],
  ['with a longer one', undefined, hour, 4 * week, hours(1, 6, 24, 168, 672)],
  ['with a lookback window that is no multiple of the bucket', undefined, 6 * hour, 8 * hour, hours(6)],
  ['with buckets longer than the lookback window', undefined, week, hour, hours(168)],
  ['as configured, ascending', hours(24, 2), hour, week, hours(2, 24)],
])('%s', (_, windows, bucket, lookback, expected) => {
  expect(evidenceWindows({ windows, bucket }, lookback)).toEqual(expected);
});
