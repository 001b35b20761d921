import { Draws } from '../../../../test/support/randomness.js';
import { calibrate, type Calibration } from './calibrate.js';
import type { ReferenceBuckets } from './referenceBuckets.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2025, 0, 6);
const windows = [1, 6, 24, 168].map((hours) => hours * HOUR);
const options = { bucket: HOUR, windows, timeZone: 'UTC', budget: { alarms: 1, days: 30 } };

interface Made {
  readonly buckets?: number;
  readonly bucket?: number;
  readonly rows?: number;
  readonly seed?: number;
  /** Share of the first of two cells, by index of the bucket. */
  readonly share?: (index: number, draws: Draws) => number;
  readonly missing?: (index: number) => number;
}

function made(
  feature: string,
  { buckets = 1_440, bucket = HOUR, rows = 100, seed = 1, share, missing }: Made = {},
) {
  const draws = new Draws(seed);
  const counts = new Float64Array(2 * buckets);
  for (let index = 0; index < buckets; index++) {
    const own = share?.(index, draws) ?? 0.5;
    const first = draws.many(rows, () => Number(draws.uniform() < own)).reduce((sum, one) => sum + one, 0);
    counts.set([first, rows - first], 2 * index);
  }
  const without = Float64Array.from({ length: buckets }, (_, index) => missing?.(index) ?? 0);
  return {
    feature,
    starts: Float64Array.from({ length: buckets }, (_, index) => START + index * bucket),
    cells: 2,
    counts,
    missing: without,
    rows: without.map((count) => count + rows),
  } satisfies ReferenceBuckets;
}

/** The PSI of a window with very many rows at which the threshold lies. */
function variation(calibration: Calibration, hours: number): number {
  const limit = calibration.features.x?.[hours * HOUR]?.psi;
  return (limit?.threshold ?? NaN) * (limit?.variation ?? NaN);
}

test('goes through JSON unharmed', () => {
  const calibration = calibrate([made('x'), made('y', { seed: 2, missing: (index) => index % 3 })], options);
  expect(JSON.parse(JSON.stringify(calibration))).toEqual(calibration);
  expect(Object.keys(calibration.features)).toEqual(['x', 'y']);
});

test('features without a reference in time have no limits, and nothing fails', () => {
  expect(calibrate([], options)).toMatchObject({ features: {}, persistence: { bucket: HOUR } });
  const empty = { ...made('x', { buckets: 0 }) };
  expect(calibrate([empty], options).features.x).toEqual({});
});

test('lengths that the reference holds less than three times have no limit, longer references more', () => {
  const known = (days: number): number[] => {
    const own = calibrate([made('x', { buckets: days * 24 })], options).features.x ?? {};
    return windows.filter((length) => own[length]?.psi !== undefined).map((length) => length / HOUR);
  };
  expect(known(2 / 24)).toEqual([]);
  expect(known(1)).toEqual([1, 6]);
  expect(known(4)).toEqual([1, 6, 24]);
  expect(known(22)).toEqual([1, 6, 24, 168]);
});

test('the hours of the day are no variation, the days are', () => {
  const byHour = calibrate([made('x', { share: (index) => (index % 24 < 12 ? 0.2 : 0.8) })], options);
  const byDay = calibrate(
    [made('x', { share: (index) => (Math.floor(index / 24) % 2 === 0 ? 0.4 : 0.6) })],
    options,
  );
  expect(variation(byHour, 6)).toBeLessThan(0.02);
  expect(variation(byDay, 6)).toBeGreaterThan(0.03);
  // what comes and goes every other day is even over a week
  expect(variation(byDay, 168)).toBeLessThan(variation(byDay, 24) / 5);
});

test('hours are those of the time zone, and of the time before it was moved', () => {
  const local = (offset: number) => (index: number) => ((index + 24 + offset) % 24 < 12 ? 0.1 : 0.9);
  // New York's clocks change on March 9
  const changes = (Date.UTC(2025, 2, 9, 7) - START) / HOUR;
  const share = (index: number): number => local(index < changes ? -5 : -4)(index);
  const buckets = 80 * 24;
  const own = (timeZone: string, shift = 0): number => {
    const reference = made('x', { share, buckets });
    const starts = reference.starts.map((start) => start + shift);
    return variation(calibrate([{ ...reference, starts }], { ...options, timeZone, shift }), 1);
  };
  expect(own('America/New_York')).toBeLessThan(0.02);
  expect(own('UTC')).toBeGreaterThan(0.2);
  expect(own('America/New_York', 26 * 7 * DAY)).toBeCloseTo(own('America/New_York'), 12);
});

test('a feature whose days differ has a higher alarm level than one that only chance moves', () => {
  const days = new Draws(3).many(60, (): number => 0.5);
  const draws = new Draws(4);
  const shares = days.map((share) => share + 0.05 * draws.normal());
  const { features } = calibrate(
    [made('x', { share: (index) => shares[Math.floor(index / 24)] ?? 0.5 }), made('y', { seed: 9 })],
    options,
  );
  const psi = (name: string): number => {
    const limit = features[name]?.[24 * HOUR]?.psi;
    return (limit?.alarm ?? NaN) * (1 / 2_400 + (limit?.variation ?? NaN));
  };
  expect(psi('x')).toBeGreaterThan(10 * psi('y'));
});

test('the budget is shared by features and buckets', () => {
  const evidence = (features: number, budget: { alarms: number; days: number }): number =>
    calibrate(
      Array.from({ length: features }, (_, index) => made(`x${index}`, { buckets: 48 })),
      {
        ...options,
        budget,
      },
    ).persistence.evidence;
  expect(evidence(1, { alarms: 1, days: 30 })).toBeCloseTo(1 / 720, 12);
  expect(evidence(10, { alarms: 1, days: 30 })).toBeCloseTo(1 / 7_200, 12);
  expect(evidence(10, { alarms: 2, days: 30 })).toBeCloseTo(1 / 3_600, 12);
});

test.each([
  ['minutes', 60_000, [15 * 60_000, HOUR, 6 * HOUR]],
  ['a quarter of a day', 6 * HOUR, [6 * HOUR, 24 * HOUR, 168 * HOUR]],
  ['days', DAY, [DAY, 7 * DAY]],
])('buckets of %s have limits at each length', (_, bucket, lengths) => {
  const buckets = Math.ceil((Math.max(...lengths) * 4) / bucket);
  const { features, persistence } = calibrate([made('x', { buckets, bucket, rows: 40 })], {
    ...options,
    bucket,
    windows: lengths,
  });
  for (const each of lengths) expect(features.x?.[each]?.psi?.windows).toBeGreaterThanOrEqual(3);
  expect(persistence.confirm).toBeGreaterThanOrEqual(bucket);
});

test('what an incident did to every feature raises alarm levels, but at most twofold', () => {
  const incident = (index: number): number => (index >= 600 && index < 648 ? 0.9 : 0.5);
  const alarm = (share: (index: number) => number, others: number): number => {
    const features = Array.from({ length: others }, (_, index) =>
      made(`y${index}`, { seed: index + 2, share }),
    );
    const calibration = calibrate([made('x'), ...features], options);
    return calibration.features.x?.[24 * HOUR]?.psi?.alarm ?? NaN;
  };
  const [calm, shaken] = [alarm(() => 0.5, 5), alarm(incident, 5)];
  expect(shaken / calm).toBeCloseTo(2, 9);
});
