import { INTERVAL, retryDelay } from './refresher.js';

test('the longer nothing answers, the later the next try, up to a minute', () => {
  expect([0, 1, 2, 3, 4, 5, 6, 100].map(retryDelay)).toEqual([
    INTERVAL,
    2_000,
    4_000,
    8_000,
    16_000,
    32_000,
    60_000,
    60_000,
  ]);
});
