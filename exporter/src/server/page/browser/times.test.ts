import { relativeTime, universalTime } from './times.js';

const now = Date.parse('2026-01-02T03:04:05Z');

test.each([
  [0, 'just now'],
  [999, 'just now'],
  [1_000, '1 second ago'],
  [59_999, '59 seconds ago'],
  [60_000, '1 minute ago'],
  [7_200_000, '2 hours ago'],
  [86_400_000 * 3, '3 days ago'],
  [-60_000, 'in 1 minute'],
  [86_400_000 * 400, undefined],
])('%d ms before now is %p', (distance, words) => {
  expect(relativeTime(now - distance, now)).toBe(words);
});

test('times are told in UTC, too', () => {
  expect(universalTime('2026-01-02T04:04:05+01:00')).toBe('2026-01-02 03:04 UTC');
});
