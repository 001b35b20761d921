import fc from 'fast-check';
import { timeWindows, type WindowLength } from './windows.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
type Length = Exclude<WindowLength, 'all'>;
const windowsOf = (oldest: string, newest: string, length: Length) =>
  timeWindows(new Date(oldest), new Date(newest), length);
const namesOf = (...inputs: Parameters<typeof windowsOf>): string[] =>
  windowsOf(...inputs).windows.map(({ name }) => name);

test.each<[Length, string, string, string[]]>([
  [
    'hour',
    '2013-01-01T05:59:59.999Z',
    '2013-01-01T07:00:00Z',
    ['2013-01-01T05', '2013-01-01T06', '2013-01-01T07'],
  ],
  ['day', '2012-02-28T23:00Z', '2012-03-01T23:30Z', ['2012-02-28', '2012-02-29', '2012-03-01']],
  ['day', '2013-02-28T23:00Z', '2013-03-01T23:30Z', ['2013-02-28', '2013-03-01']],
  ['week', '2013-01-06T23:59Z', '2013-01-14T00:00Z', ['2012-12-31', '2013-01-07']],
  ['month', '2012-01-31T23:59Z', '2012-04-02T00:00Z', ['2012-01', '2012-02', '2012-03', '2012-04']],
  ['month', '2012-12-31T23:59Z', '2013-01-31T00:00Z', ['2012-12', '2013-01']],
  [
    6 * HOUR,
    '2013-01-01T05:59Z',
    '2013-01-01T12:00Z',
    ['2013-01-01T00:00', '2013-01-01T06:00', '2013-01-01T12:00'],
  ],
  ['hour', '1969-12-31T23:59Z', '1970-01-01T00:00Z', ['1969-12-31T23', '1970-01-01T00']],
  ['week', '1969-12-28T12:00Z', '1970-01-04T12:00Z', ['1969-12-22', '1969-12-29']],
  ['month', '1968-02-10T12:00Z', '1968-03-10T12:00Z', ['1968-02', '1968-03']],
])('windows of a %s from %s to %s are %j', (length, oldest, newest, names) => {
  expect(namesOf(oldest, newest, length)).toEqual(names);
});

test('months are as long as the calendar has them', () => {
  const days = windowsOf('2012-01-01T00:00Z', '2012-12-31T00:00Z', 'month').windows.map(
    ({ from, to }) => (to.getTime() - from.getTime()) / DAY,
  );
  expect(days).toEqual([31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]);
  const [february] = windowsOf('1900-02-01T00:00Z', '1900-02-28T00:00Z', 'month').windows;
  expect(february?.to.toISOString()).toBe('1900-03-01T00:00:00.000Z');
});

test('weeks begin on Monday', () => {
  for (const { from } of windowsOf('1965-05-05T00:00Z', '2024-03-03T00:00Z', 'week').windows) {
    expect(from.getUTCDay()).toBe(1);
  }
});

const lengths = fc.constantFrom<Length>('hour', 'day', 'week', 'month', 90 * 60_000, 36 * HOUR);
const start = fc.integer({ min: Date.UTC(1901, 0), max: Date.UTC(2100, 0) });

test('windows follow each other without gaps, and hold the oldest and the newest time', () => {
  fc.assert(
    fc.property(start, fc.nat(60 * DAY), lengths, (oldest, span, length) => {
      const newest = oldest + span;
      const { windows, begun } = timeWindows(new Date(oldest), new Date(newest), length);
      const all = begun === undefined ? windows : [...windows, begun];
      expect(all[0]?.from.getTime()).toBeLessThanOrEqual(oldest);
      expect(all[0]?.to.getTime()).toBeGreaterThan(oldest);
      expect(all.at(-1)?.from.getTime()).toBeLessThanOrEqual(newest);
      expect(all.at(-1)?.to.getTime()).toBeGreaterThan(newest);
      all.slice(1).forEach(({ from }, index) => expect(from).toEqual(all[index]?.to));
      expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
      if (typeof length === 'number')
        for (const { from, to } of all)
          expect([from.getTime() % length, to.getTime() - from.getTime()].map(Math.abs)).toEqual([0, length]);
    }),
  );
});

describe('a last window that has only begun', () => {
  test.each<[Length, string, string | undefined]>([
    ['month', '2013-03-01T00:00Z', '2013-03'],
    ['month', '2013-03-01T23:59Z', '2013-03'],
    ['month', '2013-03-02T00:00Z', undefined],
    ['week', '2013-02-25T12:00Z', '2013-02-25'],
    ['week', '2013-02-26T00:00Z', undefined],
    ['day', '2013-03-01T22:59Z', '2013-03-01'],
    ['day', '2013-03-01T23:00Z', undefined],
    ['hour', '2013-03-01T00:01Z', undefined],
    [6 * HOUR, '2013-03-01T00:01Z', undefined],
  ])('of a %s whose newest row is of %s is %s', (length, newest, begun) => {
    const found = windowsOf('2013-02-10T00:00Z', newest, length);
    expect(found.begun?.name).toBe(begun);
    expect(found.windows.map(({ name }) => name)).not.toContain(begun);
  });

  test('is kept where it is the only one', () => {
    expect(windowsOf('2013-03-01T01:00Z', '2013-03-01T02:00Z', 'month')).toMatchObject({
      windows: [{ name: '2013-03' }],
    });
    expect(windowsOf('2013-03-01T01:00Z', '2013-03-01T02:00Z', 'month').begun).toBeUndefined();
  });
});

test('too many windows are refused, with advice', () => {
  expect(namesOf('2013-01-01T00:00Z', '2014-02-21T14:00Z', 'hour')).toHaveLength(9_999);
  expect(() => namesOf('2013-01-01T00:00Z', '2014-03-03T00:00Z', 'hour')).toThrow(/choose longer ones$/);
});
