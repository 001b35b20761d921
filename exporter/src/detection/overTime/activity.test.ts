import { nextActivity, type Activity, type WindowStep } from './activity.js';
import { persistenceOf } from './persistence.js';

const HOUR = 3_600_000;
const rule = persistenceOf(HOUR, HOUR, 1e-5);
type Say = boolean | null;

/** What windows of 1, 6, 24 and 168 hours say of values. */
function windows(values: readonly Say[], holds = values): WindowStep[] {
  return [1, 6, 24, 168].map((hours, index) => ({
    length: hours * HOUR,
    exceeded: values[index] ?? false,
    holds: holds[index] ?? false,
    effect: 0.1,
  }));
}

/** What they say of missing values. */
function missing(says: readonly Say[]): WindowStep[] {
  return windows([]).map((window, index) => {
    const say = says[index] ?? false;
    return { ...window, missing: { exceeded: say, holds: say } };
  });
}

class Watch {
  activity: Activity | undefined;
  hour = 1_000;

  /** So many hours of the same; the activity goes through JSON, as the store does. */
  hours(count: number, step: readonly WindowStep[]): this {
    for (let index = 0; index < count; index++) {
      this.hour++;
      const next = nextActivity(this.activity, { at: this.hour * HOUR, windows: step }, rule);
      this.activity = JSON.parse(JSON.stringify(next)) as Activity;
    }
    return this;
  }

  get active(): boolean {
    return this.activity?.active ?? false;
  }
}

const quiet = windows([false, false, false, false]);
const hourly = windows([true, false, false, false]);
const weekly = windows([false, false, false, true]);
const silenced = (window: WindowStep): WindowStep => ({
  ...window,
  exceeded: null,
  holds: null,
  missing: { exceeded: null, holds: null },
});
const unknown = quiet.map(silenced);

describe('an episode starts', () => {
  test('where one window exceeds twice in a row, since the first', () => {
    const watch = new Watch().hours(5, quiet).hours(1, hourly);
    expect(watch.active).toBe(false);
    watch.hours(1, hourly);
    expect(watch.activity).toMatchObject({ active: true, since: 1_006 * HOUR, shortest: HOUR });
  });

  test('not where exceedances are apart, or of different windows', () => {
    expect(new Watch().hours(1, hourly).hours(1, quiet).hours(1, hourly).active).toBe(false);
    expect(new Watch().hours(1, hourly).hours(1, weekly).hours(1, hourly).active).toBe(false);
  });

  test('across hours without a verdict, which neither confirm nor contradict', () => {
    const watch = new Watch().hours(1, hourly).hours(7, unknown);
    expect(watch.active).toBe(false);
    expect(watch.hours(1, hourly).activity).toMatchObject({ active: true, since: 1_001 * HOUR });
  });

  test.each([
    [1, [true], 9],
    [6, [false, true], 20],
    [24, [false, false, true], 30],
    [168, [false, false, false, true], 66],
  ])('by missing values only where they outlast an outage: %d hours', (_, says, needed) => {
    // the shorter ones know nothing that contradicts
    const step = missing(says).map((window) =>
      window.missing?.exceeded === false ? silenced(window) : window,
    );
    const watch = new Watch().hours(needed - 1, step);
    expect(watch.active).toBe(false);
    expect(watch.hours(1, step).active).toBe(true);
  });

  test('not by missing values that only longer windows remember', () => {
    expect(new Watch().hours(71, missing([false, true, false, true])).active).toBe(false);
  });

  test('by the longer window alone where the shorter has no limit', () => {
    const step = missing([false, true]).map(({ missing: own, ...window }, index) =>
      index === 0 ? window : { ...window, missing: own },
    );
    const watch = new Watch().hours(23, step);
    expect(watch.active).toBe(false);
    expect(watch.hours(1, step).active).toBe(true);
  });
});

describe('an episode ends', () => {
  test('after a day without a sign, whatever the week still remembers', () => {
    const watch = new Watch().hours(2, windows([true, true, true, true]));
    watch.hours(23, weekly);
    expect(watch.active).toBe(true);
    watch.hours(1, weekly);
    expect(watch.activity).toEqual({ active: false, ended: 1_002 * HOUR });
  });

  test('not while it still holds, though below what raises an alarm', () => {
    const still = windows([false], [true]);
    const watch = new Watch().hours(2, hourly).hours(100, still);
    expect(watch.activity).toMatchObject({ active: true, last: 1_102 * HOUR });
  });

  test('after a fifth of the time that it has lasted, a week at most', () => {
    const daily = windows([false, false, true]);
    for (const [lasted, needed] of [
      [501, 100],
      [1_001, 168],
    ] as const) {
      const watch = new Watch().hours(lasted, daily).hours(needed - 1, weekly);
      expect(watch.active).toBe(true);
      expect(watch.hours(1, weekly).active).toBe(false);
    }
  });

  test('only after a week where only a week could see it', () => {
    const watch = new Watch().hours(2, weekly).hours(167, quiet);
    expect(watch.active).toBe(true);
    expect(watch.hours(1, quiet).active).toBe(false);
  });

  test('not by data that stop', () => {
    const watch = new Watch().hours(2, hourly).hours(1_000, unknown);
    expect(watch.activity).toMatchObject({ active: true, since: 1_001 * HOUR });
    expect(watch.hours(23, quiet).active).toBe(true);
    expect(watch.hours(1, quiet).active).toBe(false);
  });
});

describe('what is not far beyond, but lasts,', () => {
  const lasting = (index: number): WindowStep[] =>
    quiet.map((window, place) => (place === index ? { ...window, lasts: true, holds: true } : window));

  test.each([
    [1, 0, 72],
    [6, 1, 72],
    [24, 2, 96],
    [168, 3, 672],
  ])('starts an episode, too: %d hours', (_, window, needed) => {
    const watch = new Watch().hours(needed - 1, lasting(window));
    expect(watch.active).toBe(false);
    expect(watch.hours(1, lasting(window)).activity).toMatchObject({ active: true, since: 1_001 * HOUR });
  });

  test('does not where it pauses', () => {
    const watch = new Watch();
    for (let day = 0; day < 10; day++) watch.hours(23, lasting(2)).hours(1, quiet);
    expect(watch.active).toBe(false);
  });
});

test('what windows remember of an episode raises no new one, and what is new does', () => {
  const watch = new Watch().hours(2, windows([true, true, true, true])).hours(24, weekly);
  expect(watch.active).toBe(false);
  watch.hours(168 - 24 - 1, weekly);
  expect(watch.active).toBe(false);
  expect(watch.hours(3, weekly).active).toBe(true);

  const again = new Watch().hours(2, hourly).hours(24, quiet).hours(2, hourly);
  expect(again.activity).toMatchObject({ active: true, since: 1_027 * HOUR });
});

test('an episode remembers the largest change that held in it, and the next one does not', () => {
  const change = (effect: number) =>
    windows([true, true, true, true]).map((window) => ({ ...window, effect }));
  const quiet = windows([]).map((window) => ({ ...window, effect: 0 }));
  const watch = new Watch().hours(3, change(0.3));
  expect(watch.activity).toMatchObject({ active: true, effect: 0.3 });
  expect(watch.hours(5, change(0.8)).hours(5, change(0.2)).activity?.effect).toBe(0.8);
  expect(watch.hours(24, quiet).activity?.effect).toBeUndefined();
  expect(watch.hours(300, quiet).hours(3, change(0.15)).activity).toMatchObject({
    active: true,
    effect: 0.15,
  });
});
