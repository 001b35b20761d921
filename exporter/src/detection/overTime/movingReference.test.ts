import { categoriesGrid, cellsProfile } from '../../../../test/support/samples.js';
import { sparseOf } from '../../profile/sparseProfile.js';
import { MovingReference } from './movingReference.js';
import { slotScheme } from './slots.js';

const HOUR = 3_600_000;
const WEEK = 168 * HOUR;
const grid = categoriesGrid({ a: 5, b: 5 });
const at = (text: string): number => Date.parse(text);

/** One row an hour: the counts say which hours are in. */
const one = sparseOf(cellsProfile(grid, [1, 0, 0, 0]));

/** The four weeks before `end`, an hour at a time, moved there from a day before so that buckets have left, too. */
function seasonal(end: string, timeZone: string): MovingReference {
  const to = at(end);
  const from = to - 4 * WEEK - 24 * HOUR;
  const scheme = slotScheme(from, from + 4 * WEEK, HOUR, timeZone, true);
  const reference = new MovingReference(grid, scheme, timeZone, HOUR);
  for (let start = from; start < from + 4 * WEEK; start += HOUR) reference.enter({ start, profile: one });
  for (let start = from; start < from + 24 * HOUR; start += HOUR) {
    reference.leave({ start, profile: one });
    reference.enter({ start: start + 4 * WEEK, profile: one });
  }
  return reference;
}

const rowsOf = (reference: MovingReference, from: string, hours: number): number =>
  reference.forWindow(at(from), at(from) + hours * HOUR).profile.rows;

/** Names hours by the weekday and the hour that a zone shows. */
function namesIn(timeZone: string): (time: number) => string {
  const options = { timeZone, weekday: 'short', hour: '2-digit', hourCycle: 'h23' } as const;
  const format = new Intl.DateTimeFormat('en-US', options);
  const known = new Map<number, string>();
  return (time) => {
    const name = known.get(time) ?? format.format(time);
    known.set(time, name);
    return name;
  };
}

test.each([
  // clocks go forward on 10 March 2024 and back on 3 November
  ['America/New_York', '2024-03-18T00:00Z'],
  ['America/New_York', '2024-03-10T12:00Z'],
  ['America/New_York', '2024-11-11T00:00Z'],
  ['Europe/Berlin', '2024-04-08T00:00Z'],
  ['Europe/Berlin', '2024-10-27T12:00Z'],
  // a quarter to the hour
  ['Asia/Kathmandu', '2024-06-10T00:00Z'],
  // clocks change by half an hour
  ['Australia/Lord_Howe', '2024-04-15T00:00Z'],
  ['Australia/Lord_Howe', '2024-10-14T00:00Z'],
  ['UTC', '2024-02-05T00:00Z'],
])(
  'in %s, the four weeks before %s give every window of the next week its weekdays and hours',
  (zone, end) => {
    const reference = seasonal(end, zone);
    const nameOf = namesIn(zone);
    // all hours of the stretch that are shown under the same weekday and hour as one of the window's
    const rows = new Map<string, number>();
    for (let start = at(end) - 4 * WEEK; start < at(end); start += HOUR) {
      rows.set(nameOf(start), (rows.get(nameOf(start)) ?? 0) + 1);
    }
    for (const hours of [1, 6, 24, 72]) {
      const wrong: string[] = [];
      for (let start = at(end); start < at(end) + WEEK; start += HOUR) {
        const from = new Date(start).toISOString();
        const names = new Set(Array.from({ length: hours }, (_, hour) => nameOf(start + hour * HOUR)));
        const expected = [...names].reduce((sum, name) => sum + (rows.get(name) ?? 0), 0);
        if (rowsOf(reference, from, hours) !== expected) wrong.push(from);
      }
      expect({ hours, wrong }).toEqual({ hours, wrong: [] });
    }
    expect(rowsOf(reference, end, 168)).toBe(4 * 168);
  },
);

test('an hour that comes twice counts twice, and one that does not come leaves a week out', () => {
  // 01:00 to 02:00 on Sundays: twice on 3 November
  expect(rowsOf(seasonal('2024-11-11T00:00Z', 'America/New_York'), '2024-11-17T06:00Z', 1)).toBe(5);
  // 02:00 to 03:00 on Sundays: not on 10 March
  expect(rowsOf(seasonal('2024-03-18T00:00Z', 'America/New_York'), '2024-03-24T06:00Z', 1)).toBe(3);
});

test('weekdays begin at midnight of the zone', () => {
  const scheme = slotScheme(0, WEEK, HOUR, 'Asia/Kathmandu', true);
  const reference = new MovingReference(grid, scheme, 'Asia/Kathmandu', HOUR);
  // Monday 00:15 in Kathmandu, Sunday evening in UTC
  reference.enter({ start: at('2024-06-09T18:30Z'), profile: one });
  expect(rowsOf(reference, '2024-06-16T18:30Z', 1)).toBe(1);
  expect(rowsOf(reference, '2024-06-16T17:30Z', 1)).toBe(0);
});

test('without a scheme, every window is compared with the whole stretch', () => {
  const reference = new MovingReference(grid, undefined, 'UTC', HOUR);
  reference.enter({ start: 0, profile: one });
  expect(reference.forWindow(WEEK, WEEK + HOUR)).toMatchObject({ basis: 'all', profile: { rows: 1 } });
});

test('what a window was given stays as it is when the reference moves on', () => {
  const reference = new MovingReference(grid, undefined, 'UTC', HOUR);
  reference.enter({ start: 0, profile: one });
  const before = reference.whole();
  expect(reference.whole()).toBe(before);
  reference.enter({ start: HOUR, profile: one });
  expect([before.rows, reference.whole().rows]).toEqual([1, 2]);
});
