import { clockOf } from './clock.js';
import { expiryOf, staleFromOf } from './expiry.js';

const MINUTE = 60_000;
const now = Date.UTC(2026, 0, 5, 12);
const timing = (name: 'system' | 'data') => ({
  clock: clockOf(name, undefined, 10 * MINUTE, new Date(now)),
  bucket: 10 * MINUTE,
  lateness: 2 * MINUTE,
});
const wishes = { frequency: 5 * MINUTE, deadline: 3 * MINUTE, staleAfter: 120 * MINUTE };

test('a result expires with the checks, and with its rows where the clock goes on', () => {
  const system = expiryOf(timing('system'), 5 * MINUTE, 3 * MINUTE, now);
  expect(system(now, 60 * MINUTE).getTime()).toBe(now + 18 * MINUTE);
  expect(system(now - 80 * MINUTE, 60 * MINUTE).getTime()).toBe(now + 10 * MINUTE);
  const data = expiryOf(timing('data'), 5 * MINUTE, 3 * MINUTE, now);
  expect(data(0, 60 * MINUTE).getTime()).toBe(now + 18 * MINUTE);
});

test('a model is stale once checks stay away, or rows do where the clock goes on', () => {
  expect(staleFromOf(timing('system'), wishes, now, now).getTime()).toBe(now + 18 * MINUTE);
  expect(staleFromOf(timing('system'), wishes, now - 110 * MINUTE, now).getTime()).toBe(now + 10 * MINUTE);
  expect(staleFromOf(timing('system'), wishes, undefined, now).getTime()).toBe(now + 18 * MINUTE);
  expect(staleFromOf(timing('data'), wishes, 0, now).getTime()).toBe(now + 18 * MINUTE);
});
