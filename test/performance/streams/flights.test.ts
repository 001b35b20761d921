import { fileURLToPath } from 'node:url';
import { nextActivity, type Activity } from '../../../exporter/src/detection/overTime/activity.js';
import type { Calibration } from '../../../exporter/src/detection/overTime/calibrate.js';
import { exceeds } from '../../../exporter/src/detection/overTime/exceeds.js';
import { limitOf, measure } from '../../../exporter/src/detection/overTime/limit.js';
import { OwnWindows } from '../../../exporter/src/detection/overTime/ownWindows.js';
import { referenceBuckets } from '../../../exporter/src/detection/overTime/referenceBuckets.js';
import { defaultDetection } from '../../../exporter/src/detection/settings.js';
import { judge } from '../../../exporter/src/detection/verdict.js';
import { FLIGHT_DAYS, flightDays, type DayCounts } from './flightDays.js';
import { hoursOf, type HourlyRows } from './resample.js';
import { calibrationOf, hourlyProfiles, HOUR, referenceOf, Stream, windows } from './stream.js';

/** The flights' real year against January and February: what DESIGN and docs/DETECTION.md say of it. */

const file = fileURLToPath(new URL('../../../../examples/flights/flights.parquet', import.meta.url));
const REFERENCE_DAYS = 59;
const days = (count: number): number[] => Array.from({ length: count }, (_, day) => day);
const dayOf = (month: number, day: number): number =>
  (Date.UTC(2013, month - 1, day) - Date.UTC(2013, 0, 1)) / (24 * HOUR);

let counted: readonly DayCounts[];
let calibration: Calibration;

beforeAll(async () => {
  counted = await flightDays(file, REFERENCE_DAYS, ['']);
  calibration = calibrationOf(counted.map((feature) => hoursOf(feature, days(REFERENCE_DAYS))));
});

function find(name: string): DayCounts {
  const found = counted.find(({ feature }) => feature === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}
const reference = (name: string): HourlyRows => hoursOf(find(name), days(REFERENCE_DAYS));
const yearOf = (name: string): Stream =>
  new Stream(referenceOf(reference(name)), hoursOf(find(name), days(FLIGHT_DAYS)));

/** Whether the feature is active at the end of each hour after the reference. */
function activeHours(name: string): boolean[] {
  const stream = yearOf(name);
  const limits = calibration.features[name] ?? {};
  const active: boolean[] = [];
  let activity: Activity | undefined;
  for (let hour = REFERENCE_DAYS * 24; hour < stream.hours; hour++) {
    const steps = windows.map((length) => ({
      length: length * HOUR,
      ...exceeds(
        stream.window(hour, length),
        limits[length * HOUR],
        defaultDetection,
        calibration.persistence,
      ),
    }));
    activity = nextActivity(activity, { at: (hour + 1) * HOUR, windows: steps }, calibration.persistence);
    active.push(activity.active);
  }
  return active;
}

function shareBetween(active: readonly boolean[], from: number, to: number): number {
  const hours = active.slice((from - REFERENCE_DAYS) * 24, (to - REFERENCE_DAYS) * 24);
  return hours.filter(Boolean).length / hours.length;
}

test('temperature becomes active in May, when it leaves what the warmest winter days were, and stays so until autumn', () => {
  const active = activeHours('temperature_f');
  expect(shareBetween(active, dayOf(3, 1), dayOf(4, 10))).toBe(0);
  expect(shareBetween(active, dayOf(5, 1), dayOf(6, 2))).toBeGreaterThan(0.05);
  expect(shareBetween(active, dayOf(6, 2), dayOf(10, 15))).toBe(1);
});

test.each(['carrier', 'origin', 'departure_hour', 'wind_speed_mph', 'predicted_late'])(
  '%s stays quiet for the year but for a few days',
  (name) => {
    expect(shareBetween(activeHours(name), REFERENCE_DAYS, FLIGHT_DAYS)).toBeLessThan(0.02);
  },
);

test('temperature drifts in each week of the reference itself by any p-value, and in few beyond its own variation', () => {
  const stream = new Stream(referenceOf(reference('temperature_f')), reference('temperature_f'));
  const weeks = [167, 335, 503, 671, 839, 1_007, 1_175, 1_343].map((hour) => stream.window(hour, 168));
  const plain = weeks.map(
    (comparison) => judge([{ feature: 'x', comparison }], defaultDetection)[0]?.drifted,
  );
  expect(plain).toEqual(weeks.map(() => true));
  const limits = calibration.features.temperature_f?.[168 * HOUR];
  const beyond = weeks.filter(
    (comparison) => exceeds(comparison, limits, defaultDetection, calibration.persistence).holds,
  );
  expect(beyond).toEqual([]);
});

test('the same hours take the variation of six hours of departures from several PSI to hundredths', () => {
  const own = (scheme?: { period: 'day'; length: number; anchor: number }): number => {
    const options = { bucket: HOUR, timeZone: 'UTC', scheme, shift: 0, minRows: 30, stride: 1 };
    const buckets = hourlyProfiles(reference('departure_hour')).filter(({ profile }) => profile.rows > 0);
    const { psi } = new OwnWindows(referenceBuckets('x', buckets), options).scores(6 * HOUR);
    // as PSI, not for each degree of freedom
    const score = psi.score.map((each) => each * psi.degreesOfFreedom);
    const chance = psi.chance.map((each) => (Number.isNaN(each) ? NaN : 1));
    return limitOf(measure({ score, chance, degreesOfFreedom: 1 }, 6), 1e-5)?.threshold ?? NaN;
  };
  const [all, sameHours] = [own(), own({ period: 'day', length: HOUR, anchor: 0 })];
  expect(all / sameHours).toBeGreaterThan(20);
});
