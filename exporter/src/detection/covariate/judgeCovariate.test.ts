import { hourlyMoments, momentsOfRows, normalRow, type Row } from '../../../../test/support/jointRows.js';
import { Draws } from '../../../../test/support/randomness.js';
import { totalMoments } from '../../profile/secondMoments.js';
import { slotScheme } from '../overTime/slots.js';
import { calibrateCovariate } from './covariateLimits.js';
import { judgeCovariate, leftOutWarning, ofSome } from './judgeCovariate.js';
import { MomentReference, type MomentBucket } from './momentReference.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const features = ['a', 'b', 'c'];

const normalRows = (draws: Draws, count: number, correlation: number, mean = 0): Row[] =>
  draws.many(count, () => normalRow(draws, correlation, mean));

describe('without limits', () => {
  const draws = new Draws(2);
  const reference = momentsOfRows(normalRows(draws, 2_000, 0.8));

  test('a correlation that turns round is found and named, though each feature looks as before', () => {
    const verdict = judgeCovariate(reference, momentsOfRows(normalRows(draws, 500, -0.8)));
    expect(verdict.detected).toBe(true);
    expect(verdict.pair).toMatchObject({ a: 'a', b: 'b' });
    expect(verdict.pair?.reference).toBeCloseTo(0.8, 1);
    expect(verdict.pair?.current).toBeCloseTo(-0.8, 1);
    expect(verdict.reason).toMatch(
      /^correlation of a and b went from 0\.\d+ to −0\.\d+; without windows of the reference/,
    );
    expect(verdict.statistics.hotelling?.exceeded).toBe(false);
    expect(verdict.statistics.frechet?.exceeded).toBeNull();
  });

  test('a mean that moves is found without a pair', () => {
    const verdict = judgeCovariate(reference, momentsOfRows(normalRows(draws, 500, 0.8, 0.5)));
    expect(verdict).toMatchObject({ detected: true, statistics: { hotelling: { exceeded: true } } });
    expect(verdict).not.toHaveProperty('pair');
    expect(verdict.reason).toMatch(/^the mean moved by/);
  });

  test('a change that is certain but small is none', () => {
    const many = (mean: number): ReturnType<typeof momentsOfRows> =>
      momentsOfRows(normalRows(new Draws(9), 12_000, 0.8, mean));
    const verdict = judgeCovariate(many(0), many(0.04));
    expect(verdict.statistics.hotelling?.p_value).toBeLessThan(1e-4);
    expect(verdict).toMatchObject({
      detected: false,
      reason: expect.stringMatching(/^no certain change/) as unknown,
    });
  });

  test('false alarms stay at the stated level', () => {
    const simulated = new Draws(17);
    let alarms = 0;
    const repetitions = 150;
    for (let repetition = 0; repetition < repetitions; repetition++) {
      const [before, after] = [normalRows(simulated, 120, 0.5), normalRows(simulated, 60, 0.5)].map((rows) =>
        momentsOfRows(rows),
      ) as [typeof reference, typeof reference];
      if (judgeCovariate(before, after, undefined, { level: 0.05 }).detected === true) alarms++;
    }
    // three standard errors above 5 %, and not silent either
    expect(alarms / repetitions).toBeLessThan(0.105);
    expect(alarms).toBeGreaterThan(0);
  });

  test('too few rows, or nothing that varies, is no verdict', () => {
    const few = judgeCovariate(reference, momentsOfRows(normalRows(draws, 29, -0.8)));
    expect(few).toEqual({
      detected: null,
      statistics: {},
      reason: '29 rows are too few to tell, it takes 30',
    });
    const constant = momentsOfRows(draws.many(50, () => [1, 2, 3]));
    expect(judgeCovariate(constant, constant)).toMatchObject({ detected: null, statistics: {} });
    expect(judgeCovariate(momentsOfRows([], 3), momentsOfRows([], 3)).detected).toBeNull();
  });
});

describe('with the reference’s own windows', () => {
  const options = { bucket: HOUR, timeZone: 'UTC' };
  /** Hours from one later window to the next: they slide, as those do that the limits come from. */
  const STEP = 5;
  const judged = (
    reference: readonly MomentBucket[],
    later: readonly MomentBucket[],
    length: number,
  ): ReturnType<typeof judgeCovariate>[] => {
    const [first, last] = [reference[0]?.start ?? 0, (reference.at(-1)?.start ?? 0) + HOUR];
    const limits = calibrateCovariate(reference, { ...options, windows: [length] })[String(length)];
    const scheme = slotScheme(first, last, HOUR, 'UTC');
    const whole = new MomentReference(features, reference, { ...options, scheme });
    const size = length / HOUR;
    return Array.from({ length: Math.floor((later.length - size) / STEP) + 1 }, (_, index) => {
      const inside = later.slice(index * STEP, index * STEP + size);
      const from = inside[0]?.start ?? 0;
      const current = totalMoments(
        features,
        inside.map(({ moments }) => moments),
      );
      return judgeCovariate(whole.forWindow(from, from + length).moments, current, limits);
    });
  };
  const share = (verdicts: ReturnType<typeof judgeCovariate>[]): number =>
    verdicts.filter(({ detected }) => detected === true).length / verdicts.length;

  /** Days differ in their mean and in how the features go together, as no independent rows would. */
  const uneasy = (seed: number): ((hour: number) => Row[]) => {
    const draws = new Draws(seed);
    const days = Array.from({ length: 80 }, () => ({
      mean: 0.4 * draws.normal(),
      correlation: Math.tanh(0.5 + 0.3 * draws.normal()),
    }));
    return (hour) => {
      const { mean, correlation } = days[Math.floor(hour / 24)] ?? { mean: 0, correlation: 0 };
      return normalRows(draws, 8, correlation, mean);
    };
  };

  test('independent rows are beyond the limits as often as stated', () => {
    const draws = new Draws(3);
    const rows = (): Row[] => normalRows(draws, 8, 0.5);
    const verdicts = judged(hourlyMoments(0, 960, rows), hourlyMoments(960, 960, rows), DAY);
    expect(verdicts.length).toBeGreaterThan(180);
    // 1 % is stated; 40 days know it to within a few
    expect(share(verdicts)).toBeLessThan(0.04);
  });

  test('days that differ are seldom a drift, though p-values say so', () => {
    const rows = uneasy(1);
    const verdicts = judged(hourlyMoments(0, 960, rows), hourlyMoments(960, 960, rows), DAY);
    const certain = verdicts.filter(({ statistics }) => (statistics.hotelling?.p_value ?? 1) < 0.0005);
    expect(certain.length / verdicts.length).toBeGreaterThan(0.3);
    expect(share(verdicts)).toBeLessThan(0.1);
  });

  test('a correlation that turns round exceeds them, and the reason says so', () => {
    const draws = new Draws(5);
    const reference = hourlyMoments(0, 20 * 24, () => normalRows(draws, 8, 0.8));
    const [verdict] = judged(
      reference,
      hourlyMoments(480, 24, () => normalRows(draws, 8, -0.8)),
      DAY,
    );
    expect(verdict).toMatchObject({ detected: true, pair: { a: 'a', b: 'b' } });
    expect(verdict?.statistics).toMatchObject({
      correlation: { exceeded: true },
      frechet: { exceeded: true },
      pca_reconstruction: { exceeded: true },
      hotelling: { exceeded: false },
    });
    expect(verdict?.reason).toMatch(/the limits are the 99 % point of 20 reference windows$/);
  });

  test('hours of the day that differ are compared with the same hours', () => {
    const draws = new Draws(6);
    // by day the features go together, by night they do not
    const rows = (hour: number): Row[] =>
      normalRows(draws, 12, hour % 24 < 12 ? 0.9 : -0.9, hour % 24 < 12 ? 1 : -1);
    const reference = hourlyMoments(0, 15 * 24, rows);
    const later = hourlyMoments(360, 10 * 24, rows);
    expect(share(judged(reference, later, 6 * HOUR))).toBeLessThan(0.1);
    // a night at noon is seen, though such hours are in the reference
    const night = hourlyMoments(360, 6, () => normalRows(draws, 12, -0.9, -1));
    expect(share(judged(reference, night, 6 * HOUR))).toBe(1);
  });

  test('few windows give the largest, fewer none', () => {
    const draws = new Draws(7);
    const reference = hourlyMoments(0, 8 * 24, () => normalRows(draws, 5, 0.3));
    const limits = calibrateCovariate(reference, { ...options, windows: [HOUR, DAY, 3 * DAY, 30 * DAY] });
    expect(limits[String(DAY)]).toMatchObject({ basis: 'largest', windows: 8 });
    expect(limits).not.toHaveProperty(String(3 * DAY));
    expect(limits).not.toHaveProperty(String(30 * DAY));
    // five rows an hour are too few for a verdict
    expect(limits).not.toHaveProperty(String(HOUR));
    expect(calibrateCovariate([], { ...options, windows: [DAY] })).toEqual({});
    expect(JSON.parse(JSON.stringify(limits))).toEqual(limits);
  });

  test('a reference that stands still has limits of nothing, and a change exceeds them', () => {
    const draws = new Draws(12);
    const same = normalRows(draws, 40, 0.5);
    const reference = hourlyMoments(0, 15 * 24, () => same);
    const [quiet] = judged(
      reference,
      hourlyMoments(360, 24, () => same),
      DAY,
    );
    expect(quiet?.detected).toBe(false);
    const [changed] = judged(
      reference,
      hourlyMoments(360, 24, () => normalRows(draws, 40, -0.9)),
      DAY,
    );
    expect(changed?.detected).toBe(true);
  });
});

test('a verdict on the first of more features says so', () => {
  const verdict = { detected: false, statistics: {}, reason: 'as it was' };
  expect(ofSome(verdict, 100, 100)).toBe(verdict);
  expect(ofSome(verdict, 100, 149)).toEqual({
    ...verdict,
    reason: 'as it was; of the first 100 of 149 numeric features',
    left_out: 49,
  });
  expect([leftOutWarning(2, 2), leftOutWarning(2, 3)]).toEqual([
    undefined,
    'the joint distribution is that of the first 2 of 3 numeric features; covariate.max_features says how many',
  ]);
});
