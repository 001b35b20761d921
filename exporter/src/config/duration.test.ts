import fc from 'fast-check';
import { formatDuration, parseDuration } from './duration.js';

test.each([
  ['5m', 300_000],
  ['7d', 604_800_000],
  ['90s', 90_000],
  ['1h30m', 5_400_000],
  ['168h', 604_800_000],
  ['500ms', 500],
  ['2w', 1_209_600_000],
  ['1m500ms', 60_500],
  ['0s', 0],
])('%s is %d milliseconds', (text, milliseconds) => {
  expect(parseDuration(text)).toBe(milliseconds);
});

test.each([
  '',
  '5',
  'm',
  '5 m',
  '-5m',
  '1.5h',
  '5M',
  '30m1h',
  '5m5m',
  '1y',
  '5min',
  '36501d',
  '9'.repeat(400) + 'd',
  '5m\n',
])('%j is no duration', (text) => {
  expect(parseDuration(text)).toBeUndefined();
});

test.each([
  [0, '0s'],
  [5_400_000, '1h30m'],
  [604_800_000, '7d'],
])('%d milliseconds are written %s', (milliseconds, text) => {
  expect(formatDuration(milliseconds)).toBe(text);
});

test('what is written is read back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 36_500 * 86_400_000 }), (milliseconds) => {
      expect(parseDuration(formatDuration(milliseconds))).toBe(milliseconds);
    }),
  );
});
