import { cellsProfile, categoriesGrid } from '../../../../test/support/samples.js';
import { SeasonalReference } from './seasonalReference.js';

const HOUR = 3_600_000;
const grid = categoriesGrid({ a: 5, b: 5 });
const whole = cellsProfile(grid, [240, 120, 0, 0]);
/** In hour h there are h rows of a and one of b; nobody is there at three. */
const slots = Array.from({ length: 24 }, (_, hour) =>
  hour === 3 ? undefined : cellsProfile(grid, [hour, 1, 0, 0]),
);
const scheme = { period: 'day', length: HOUR, anchor: 0 } as const;
const seasonal = (shift = 0): SeasonalReference =>
  new SeasonalReference(whole, slots, scheme, 'America/New_York', HOUR, shift);
const from = Date.parse('2013-01-15T15:00Z');

test('a window shorter than a day is compared with its hours in the zone', () => {
  const { profile, basis } = seasonal().forWindow(from, from + 2 * HOUR);
  expect(basis).toBe('same_hours');
  expect(Array.from(profile.counts)).toEqual([10 + 11, 2, 0, 0]);
  expect(profile.rows).toBe(23);
});

test('a window of a day is compared with all', () => {
  expect(seasonal().forWindow(from, from + 24 * HOUR)).toEqual({ profile: whole, basis: 'all' });
});

test('without a scheme, every window is compared with all', () => {
  const plain = new SeasonalReference(whole, [], undefined, 'UTC', HOUR);
  expect(plain.forWindow(from, from + HOUR)).toEqual({ profile: whole, basis: 'all' });
});

test('where the reference has no rows in these hours, there is nothing to compare with', () => {
  const three = Date.parse('2013-01-15T08:00Z');
  expect(seasonal().forWindow(three, three + HOUR)).toMatchObject({
    basis: 'same_hours',
    profile: { rows: 0 },
  });
  expect(seasonal().forWindow(three, three + 2 * HOUR).profile.rows).toBe(5);
});

test('times that were moved forward have the hours from before', () => {
  // by 25 weeks, from winter to summer time
  const shift = 25 * 7 * 24 * HOUR;
  expect(seasonal(shift).forWindow(from + shift, from + shift + HOUR).profile.rows).toBe(11);
  expect(seasonal().forWindow(from + shift, from + shift + HOUR).profile.rows).toBe(12);
});

test('equal hours give one and the same profile', () => {
  const reference = seasonal();
  const tomorrow = from + 24 * HOUR;
  expect(reference.forWindow(from, from + HOUR)).toBe(reference.forWindow(tomorrow, tomorrow + HOUR));
});
