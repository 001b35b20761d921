import { clockOf } from './clock.js';

const WEEK = 604_800_000;
const now = new Date('2026-11-23T12:00:00Z');

test('the machine’s clock moves nothing and runs on', () => {
  const clock = clockOf('system', undefined, 3_600_000, now);
  expect(clock.shift).toBe(0);
  expect(clock.runs).toBe(true);
  expect(Math.abs(clock.limit().getTime() - Date.now())).toBeLessThan(60_000);
});

test('data time takes every row and stands still', () => {
  const clock = clockOf('data', new Date('2013-12-31T23:00:00Z'), 3_600_000, now);
  expect(clock.shift).toBe(0);
  expect(clock.runs).toBe(false);
  expect(clock.limit().getUTCFullYear()).toBe(9999);
});

test.each(['2013-12-31T23:00:00Z', '2026-11-23T11:59:59Z', '2026-11-23T12:00:00Z', '2030-01-01T00:00:00Z'])(
  'data that ends at %s ends within the last seven days once shifted by whole weeks',
  (newest) => {
    const { shift } = clockOf('shifted', new Date(newest), 3_600_000, now);
    const end = Date.parse(newest) + shift;
    expect(end).toBeLessThanOrEqual(now.getTime());
    expect(end).toBeGreaterThan(now.getTime() - WEEK);
    expect(Math.abs(shift % WEEK)).toBe(0);
  },
);

test('a shift keeps buckets aligned that do not divide a week', () => {
  const bucket = 5 * 86_400_000;
  const { shift } = clockOf('shifted', new Date('2013-12-31T23:00:00Z'), bucket, now);
  expect(shift % bucket).toBe(0);
  expect(shift % WEEK).toBe(0);
});

test('a model without rows is not shifted', () => {
  expect(clockOf('shifted', undefined, 3_600_000, now).shift).toBe(0);
});
