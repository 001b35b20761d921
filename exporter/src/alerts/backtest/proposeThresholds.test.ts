import fc from 'fast-check';
import { hours, HOUR, replayOf, type DrawnFeature } from '../../../../test/support/replays.js';
import { justAbove, proposeThresholds } from './proposeThresholds.js';
import type { Replay } from './replay.js';
import { toldEpisodes } from './toldEpisodes.js';

const quiet = { effects: hours(40, null) };
/** Episodes of five hours each with these peaks, far enough apart. */
const episodes = (...peaks: readonly number[]): DrawnFeature => ({
  effects: peaks.flatMap((peak) => [...hours(2, peak / 2), peak, ...hours(2, peak / 2), ...hours(5, null)]),
});

/** How many alerts are told of with the proposed thresholds as the monitor would read them. */
function toldWith(replay: Replay, datasetShare: number, allowed: number): number {
  const { thresholds } = proposeThresholds(replay, datasetShare, allowed);
  return toldEpisodes(replay, {
    datasetShare,
    thresholdsOf: ({ feature, thresholds: configured }) => {
      const own = thresholds.find((one) => one.feature === feature);
      return own === undefined
        ? configured
        : { ...configured, significant: own.warning, critical: own.critical ?? Infinity };
    },
  }).length;
}

test('within the budget nothing is proposed', () => {
  const replay = replayOf({ x: episodes(0.3), quiet, other: quiet });
  expect(proposeThresholds(replay, 0.5, 1)).toEqual({ thresholds: [], told: 1 });
});

test('it raises where a little takes away most', () => {
  const replay = replayOf({ noisy: episodes(0.3, 0.31, 0.3, 0.32), rare: episodes(2), quiet, other: quiet });
  expect(proposeThresholds(replay, 0.5, 1)).toEqual({
    thresholds: [{ feature: 'noisy', warning: 0.321, critical: 0.402 }],
    told: 1,
  });
});

test('a feature that never becomes critical stays so', () => {
  const x = { ...episodes(0.3), thresholds: { critical: Infinity } };
  expect(proposeThresholds(replayOf({ x, quiet, other: quiet }), 0.5, 0).thresholds).toEqual([
    { feature: 'x', warning: 0.301 },
  ]);
});

test('a critical threshold below that of the warning is raised as well', () => {
  const x = { ...episodes(0.16), thresholds: { significant: 0.2, critical: 0.15 } };
  const replay = replayOf({ x, quiet, other: quiet });
  const [threshold] = proposeThresholds(replay, 0.5, 0).thresholds;
  expect(threshold?.critical).toBeGreaterThan(0.16);
  expect(threshold?.warning).toBe(0.2);
  expect(toldWith(replay, 0.5, 0)).toBe(0);
});

test('an alert on all features counts what they had shown before it began', () => {
  const early = { effects: [5, ...hours(9, 0.05), ...hours(5, null)] };
  const late = { effects: [...hours(6, null), ...hours(4, 0.05), ...hours(5, null)] };
  const replay = replayOf({ early, late });
  expect(proposeThresholds(replay, 1, 0)).toMatchObject({ told: 0 });
  expect(toldWith(replay, 1, 0)).toBe(0);
});

test('an alert that goes on while the feature drifts again by little comes to an end', () => {
  const x = { effects: [...hours(12, 0.3), null, ...hours(12, 0.05)] };
  const replay = replayOf({ x, y: { effects: hours(11, 0.3) } }, HOUR / 12);
  expect([0, 1].map((allowed) => proposeThresholds(replay, 1, allowed).told)).toEqual([0, 1]);
});

test('the next number of three digits', () => {
  expect([0, 0.2, 0.1999, 0.3, 11.419, 12.4, 999.5, 1e-5].map(justAbove)).toEqual([
    0, 0.201, 0.2, 0.301, 11.5, 12.5, 1000, 1.01e-5,
  ]);
  fc.assert(
    fc.property(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), (value) => {
      expect(justAbove(value)).toBeGreaterThan(value);
      expect(justAbove(value)).toBeLessThanOrEqual(value * 1.0101);
    }),
  );
});

test('with the proposed thresholds the replay keeps to any budget, and none is lower than configured', () => {
  const effect = fc.oneof(
    { weight: 3, arbitrary: fc.constant(null) },
    { weight: 2, arbitrary: fc.double({ min: 0, max: 30, noNaN: true }) },
  );
  const threshold = fc.double({ min: 0.01, max: 2, noNaN: true });
  const feature = fc.record({
    // runs, since a single hour is hardly an episode
    effects: fc
      .array(fc.tuple(effect, fc.integer({ min: 1, max: 6 })), { minLength: 1, maxLength: 20 })
      .map((runs) => runs.flatMap(([value, count]) => hours(count, value))),
    thresholds: fc.record({ significant: threshold, critical: fc.oneof(threshold, fc.constant(Infinity)) }),
  });
  fc.assert(
    fc.property(
      fc.array(feature, { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 0, max: 5 }),
      fc.constantFrom(0.2, 0.5, 1),
      // shorter and longer than an alert goes on
      fc.constantFrom(HOUR / 60, HOUR / 12, HOUR),
      (features, allowed, share, bucket) => {
        const named = features.map((own, index) => [`f${index}`, own] as const);
        const replay = replayOf(Object.fromEntries(named), bucket);
        expect(toldWith(replay, share, allowed)).toBeLessThanOrEqual(allowed);
        for (const { feature: name, warning, critical } of proposeThresholds(replay, share, allowed)
          .thresholds) {
          const configured = replay.features.find((one) => one.feature === name)?.thresholds;
          expect(warning).toBeGreaterThanOrEqual(configured?.significant ?? Infinity);
          expect(critical ?? Infinity).toBeGreaterThanOrEqual(configured?.critical ?? Infinity);
        }
      },
    ),
  );
});
