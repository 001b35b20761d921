import { slotCount, slotOf, slotScheme, slotsOfWindow, type SlotScheme } from './slots.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const newYork = 'America/New_York';
const day: SlotScheme = { period: 'day', length: HOUR, anchor: 0 };
const at = (text: string): number => Date.parse(text);
const hourOf = (text: string, zone: string): number => slotOf(at(text), zone, day);

test.each([
  ['2013-01-15T17:30:00Z', newYork, 12],
  ['2013-07-15T17:30:00Z', newYork, 13],
  ['2013-01-15T04:59:59Z', newYork, 23],
  ['2013-01-15T18:30:00Z', 'Asia/Kolkata', 0],
  ['2013-01-15T23:59:59Z', 'UTC', 23],
  // the hour that does not exist, and the one that comes twice
  ['2013-03-10T06:59:59Z', newYork, 1],
  ['2013-03-10T07:00:00Z', newYork, 3],
  ['2013-11-03T05:30:00Z', newYork, 1],
  ['2013-11-03T06:30:00Z', newYork, 1],
  ['2013-11-03T07:30:00Z', newYork, 2],
])('%s in %s is hour %d', (time, zone, hour) => {
  expect(hourOf(time, zone)).toBe(hour);
});

test('every hour of two years is the hour that its zone shows', () => {
  for (const timeZone of [newYork, 'Europe/Berlin', 'Australia/Lord_Howe', 'Africa/Casablanca']) {
    const shown = new Intl.DateTimeFormat('en-US', { timeZone, hour: 'numeric', hourCycle: 'h23' });
    for (let time = Date.UTC(2024, 0, 1); time < Date.UTC(2026, 0, 1); time += HOUR) {
      if (slotOf(time, timeZone, day) !== Number(shown.format(time))) {
        throw new Error(`${new Date(time).toISOString()} in ${timeZone}: ${slotOf(time, timeZone, day)}`);
      }
    }
  }
});

test('a zone that does not exist is refused', () => {
  expect(() => slotOf(0, 'Mars/Olympus', day)).toThrow(RangeError);
});

describe('the scheme follows how much reference there is', () => {
  const span = (days: number, bucket = HOUR): SlotScheme | undefined =>
    slotScheme(at('2013-01-01'), at('2013-01-01') + days * DAY, bucket, newYork);

  test.each([
    [2, undefined, undefined],
    [3, 'day', 24],
    [59, 'day', 24],
    [90, 'day', 24],
    [91, 'week', 168],
  ])('%d days: %s', (days, period, count) => {
    const scheme = span(days);
    expect(scheme?.period).toBe(period);
    expect(scheme && slotCount(scheme)).toBe(count);
  });

  test('buckets of a day or longer have no hours', () => {
    expect(span(59, DAY)).toBeUndefined();
  });

  test('buckets of six hours keep their slots when clocks change', () => {
    const scheme = span(59, 6 * HOUR) as SlotScheme;
    expect(slotCount(scheme)).toBe(4);
    for (const time of ['T00:00Z', 'T06:00Z', 'T12:00Z', 'T18:00Z']) {
      const [winter, summer] = ['2013-02-05', '2013-07-05'].map((date) =>
        slotOf(at(date + time), newYork, scheme),
      );
      expect(summer).toBe(winter);
    }
    const slots = ['T00:00Z', 'T06:00Z', 'T12:00Z', 'T18:00Z'].map((time) =>
      slotOf(at(`2013-02-05${time}`), newYork, scheme),
    );
    expect(new Set(slots).size).toBe(4);
  });
});

describe('the slots of a window', () => {
  const slots = (from: string, hours: number, bucket = HOUR, scheme = day): readonly number[] | undefined =>
    slotsOfWindow(at(from), at(from) + hours * HOUR, bucket, newYork, scheme);

  test('are those of its buckets, in their order', () => {
    expect(slots('2013-01-15T02:00Z', 6)).toEqual([21, 22, 23, 0, 1, 2]);
    expect(slots('2013-01-15T02:30Z', 1, HOUR / 4)).toEqual([21, 22]);
    expect(slots('2013-01-15T02:00Z', 1, HOUR / 60)).toEqual([21]);
  });

  test('leave out the hour that does not exist and name the repeated one once', () => {
    expect(slots('2013-03-10T05:00Z', 3)).toEqual([0, 1, 3]);
    expect(slots('2013-11-03T04:00Z', 4)).toEqual([0, 1, 2]);
  });

  test('are none from a day on', () => {
    expect(slots('2013-01-15T02:00Z', 23)).toHaveLength(23);
    expect(slots('2013-01-15T02:00Z', 24)).toBeUndefined();
  });

  test('tell days of the week apart where the scheme does', () => {
    const week: SlotScheme = { period: 'week', length: HOUR, anchor: 0 };
    const [monday, tuesday, nextMonday] = ['2013-01-14', '2013-01-15', '2013-01-21'].map(
      (date) => slots(`${date}T12:00Z`, 1, HOUR, week)?.[0],
    );
    expect(tuesday).toBe((monday ?? NaN) + 24);
    expect(nextMonday).toBe(monday);
  });

  test('are one object where they are equal', () => {
    expect(slots('2013-01-15T02:00Z', 6)).toBe(slots('2013-01-16T02:00Z', 6));
  });
});
