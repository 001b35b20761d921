import fc from 'fast-check';
import { compareSamples } from '../../../test/support/comparisons.js';
import { driftingFeature } from '../../../test/support/driftingFeatures.js';
import {
  driftingState,
  expiry,
  hostileState,
  stateOf,
  windowEnd,
} from '../../../test/support/modelStates.js';
import { hostileNames } from '../../../test/support/outcomes.js';
import type { ModelState } from '../monitor/state.js';
import { Exposition } from './exposition.js';
import { HealthMetrics } from './healthMetrics.js';

const health = new HealthMetrics('0.0.0');
const exposition = (maxSeries = 10_000): Exposition => new Exposition(health, maxSeries);

/** The series of a scrape, without their values. */
async function series(states: readonly ModelState[], maxSeries = 10_000, now = windowEnd): Promise<string[]> {
  return seriesIn((await exposition(maxSeries).render(states, now)).text);
}

function seriesIn(text: string): string[] {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return lines.map((line) => line.slice(0, line.lastIndexOf(' ')));
}

const named = (all: readonly string[], name: string): string[] =>
  all.filter((one) => one === name || one.startsWith(`${name}{`));

/** Features of a state that have a series of this name. */
const featuresWith = (all: readonly string[], name: string): Set<string> =>
  new Set(named(all, name).map((one) => /feature="([^"]*)"/.exec(one)?.[1] ?? ''));

test('no scrape has more series than the budget, says how many it has, and misses no model', async () => {
  const states = fc.array(
    fc.record({
      features: fc.integer({ min: 0, max: 40 }),
      windows: fc.subarray(['1h', '6h', '1d', '7d']),
    }),
    { maxLength: 3 },
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(states, { minLength: 1, maxLength: 3 }),
      fc.integer({ min: 250, max: 12_000 }),
      async (scrapes, most) => {
        const tested = exposition(most);
        for (const drawn of scrapes) {
          const models = drawn.map(({ features, windows }, index) =>
            driftingState(features, `model ${index}`, windows),
          );
          const { text } = await tested.render(models, windowEnd);
          const all = seriesIn(text);
          expect(all.length).toBeLessThanOrEqual(most);
          expect(text).toContain(`\ndrift_exporter_series ${all.length}\n`);
          expect(new Set(all).size).toBe(all.length);
          for (const { model, windows } of models) {
            expect(all).toContain(`drift_last_success_timestamp_seconds{model="${model}"}`);
            expect(all).toContain(`drift_series_dropped{model="${model}"}`);
            expect(named(all, 'drift_features').filter((one) => one.includes(model))).toHaveLength(
              5 * windows.length,
            );
          }
        }
      },
    ),
    { numRuns: 25 },
  );
});

test('what is dropped is counted', async () => {
  const state = driftingState(20);
  const whole = await series([state], 100_000);
  for (const most of [400, 900, 1_500, 2_500]) {
    const { text } = await exposition(most).render([state], windowEnd);
    const dropped = Number(/^drift_series_dropped\{.*\} (\d+)$/m.exec(text)?.[1]);
    expect(dropped).toBeGreaterThan(0);
    expect(seriesIn(text).length + dropped).toBe(whole.length);
  }
});

test('distributions of the least drifted features go first, then counters, and scores last', async () => {
  const state = driftingState(20);
  const whole = await series([state], 100_000);
  const distributions = ['drift_distribution_ratio', 'drift_category_ratio'];
  const some = await series([state], whole.length - 150);
  const kept = new Set(distributions.flatMap((name) => [...featuresWith(some, name)]));
  expect(kept.size).toBeGreaterThan(0);
  expect(kept.size).toBeLessThan(20);
  expect(kept).toContain('credit_score');
  expect(featuresWith(some, 'drift_cell_observations_total').size).toBe(20);

  const sizeOf = (names: readonly string[]): number => names.flatMap((name) => named(whole, name)).length;
  const withoutDistributions = whole.length - sizeOf(distributions);

  const fewer = await series([state], withoutDistributions - 100);
  expect(distributions.flatMap((name) => named(fewer, name))).toEqual([]);
  const counted = featuresWith(fewer, 'drift_cell_observations_total');
  expect(counted.size).toBeGreaterThan(0);
  expect(counted.size).toBeLessThan(20);
  for (const feature of counted) {
    const ofFeature = (all: readonly string[], name: string): string[] =>
      named(all, name).filter((one) => one.includes(`feature="${feature}"`));
    for (const name of [
      'drift_cell_observations_total',
      'drift_cell_reference_ratio',
      'drift_observations_bucket',
    ]) {
      expect(ofFeature(fewer, name)).toEqual(ofFeature(whole, name));
    }
  }
  expect(featuresWith(fewer, 'drift_psi').size).toBe(20);

  const verdicts = [
    'drift_active',
    'drift_detected',
    'drift_severity',
    'drift_inconclusive',
    'drift_threshold',
  ];
  const withoutFeatures = whole.filter((one) => !one.includes('feature=')).length;
  const fewest = await series([state], withoutFeatures + sizeOf(verdicts) + 100);
  expect(named(fewest, 'drift_cell_observations_total')).toEqual([]);
  expect(featuresWith(fewest, 'drift_severity').size).toBe(20);
  expect(featuresWith(fewest, 'drift_psi').size).toBeGreaterThan(0);
  expect(featuresWith(fewest, 'drift_psi').size).toBeLessThan(20);
});

test('results that are too old are gone, while references, counters and freshness stay', async () => {
  const state = driftingState(2);
  const tested = exposition();
  const fresh = seriesIn((await tested.render([state], new Date(expiry.getTime() - 1))).text);
  const old = seriesIn((await tested.render([state], expiry)).text);
  for (const name of [
    'drift_psi',
    'drift_active',
    'drift_features',
    'drift_window_end_timestamp_seconds',
    'drift_distribution_ratio',
  ]) {
    expect(named(fresh, name)).not.toEqual([]);
    expect(named(old, name)).toEqual([]);
  }
  for (const name of [
    'drift_reference_info',
    'drift_last_success_timestamp_seconds',
    'drift_newest_row_timestamp_seconds',
    'drift_cell_observations_total',
    'drift_threshold',
  ]) {
    expect(named(old, name)).toEqual(named(fresh, name));
  }
});

test('a feature with too few rows is inconclusive and has no score', async () => {
  const few = compareSamples([1, 2, 3, 4, NaN], [2, 9]);
  const state = stateOf({
    windows: {
      '1h': new Map([
        ['few', few],
        ['income', driftingFeature(2, 0, 2).comparison],
      ]),
    },
  });
  const { text } = await exposition().render([state], windowEnd);
  const all = seriesIn(text);
  expect(text).toContain('drift_inconclusive{model="credit risk",feature="few",window="1h"} 1\n');
  expect(text).toContain('drift_inconclusive{model="credit risk",feature="income",window="1h"} 0\n');
  for (const name of [
    'drift_psi',
    'drift_ks_statistic',
    'drift_ks_error_bound',
    'drift_missing_psi',
    'drift_detected',
    'drift_severity',
  ]) {
    expect(featuresWith(all, name)).toEqual(new Set(['income']));
  }
  expect(text).not.toMatch(/ nan$/im);
});

test('a model that was never checked has its health, and no result', async () => {
  const { reference, watermark, lastSuccess, ...rest } = stateOf({});
  expect([reference, watermark, lastSuccess]).not.toContain(undefined);
  const all = await series([rest]);
  expect(all.filter((one) => one.includes('model="credit risk"'))).toEqual([
    'drift_backlog_buckets{model="credit risk"}',
    'drift_model_info{model="credit risk",source="warehouse",team=""}',
    'drift_reference_promotion_due{model="credit risk"}',
    'drift_series_dropped{model="credit risk"}',
  ]);
});

test('names that hold anything give one line a series', async () => {
  const states = hostileNames.map(hostileState);
  const all = await series(states, 1_000_000);
  expect(new Set(all).size).toBe(all.length);
  expect(all.every((one) => /^[a-z0-9_]+(\{([a-z_]+="([^"\\\n]|\\["\\n])*",?)+\})?$/s.test(one))).toBe(true);
});

test('another budget holds from the next scrape on', async () => {
  const tested = exposition(5_000);
  const state = driftingState(20);
  const before = seriesIn((await tested.render([state], windowEnd)).text);
  tested.setMaxSeries(1_000);
  const after = seriesIn((await tested.render([state], windowEnd)).text);
  expect(before.length).toBeGreaterThan(1_000);
  expect(after.length).toBeLessThanOrEqual(1_000);
});

test('a model grows stale between two checks', async () => {
  const tested = exposition();
  const state = { ...driftingState(2), staleFrom: new Date(windowEnd.getTime() + 60_000) };
  const stale = async (later: number): Promise<string | undefined> => {
    const { text } = await tested.render([state], new Date(windowEnd.getTime() + later));
    return /^drift_stale\{.*\} (\d)$/m.exec(text)?.[1];
  };
  expect(await stale(59_999)).toBe('0');
  expect(await stale(60_000)).toBe('1');
});

test('a model tells whether its last check failed once there was one', async () => {
  const { lastSuccess, ...fresh } = driftingState(2);
  const failure = { at: windowEnd, stage: 'count', message: 'a column is gone' } as const;
  const failed = async (state: ModelState): Promise<string | undefined> =>
    /^drift_check_failed\{.*\} (\d)$/m.exec((await exposition().render([state], windowEnd)).text)?.[1];
  expect(await failed(fresh)).toBeUndefined();
  expect(await failed({ ...fresh, failure })).toBe('1');
  expect(await failed({ ...fresh, ...(lastSuccess && { lastSuccess }), failure })).toBe('1');
  expect(await failed({ ...fresh, ...(lastSuccess && { lastSuccess }) })).toBe('0');
});

test('alerts can tell from what to what, and since when', async () => {
  const { text } = await exposition().render([driftingState(6)], windowEnd);
  const lines = text.split('\n');
  const mean = (dataset: string): number => {
    const labels = `model="credit risk",feature="credit_score",window="7d",dataset="${dataset}"`;
    return Number(
      lines
        .find((line) => line.startsWith(`drift_mean{${labels}}`))
        ?.split(' ')
        .at(-1),
    );
  };
  expect([mean('reference'), mean('current')]).toEqual([680, 680]);
  const since = seriesIn(text).filter((one) => one.startsWith('drift_active_since_timestamp_seconds'));
  const active = lines.filter((line) => /^drift_active\{.* 1$/.test(line));
  expect(since).toHaveLength(active.length);
  expect(active.length).toBeGreaterThan(0);
});

test('under a small budget segments go before anything of all rows, and what is left out is said', async () => {
  const state = driftingState(6);
  const segments = Array.from({ length: 20 }, (_, index) => ({
    name: `channel=${index}`,
    column: 'channel',
    value: String(index),
    windows: state.windows,
  }));
  const plain = await series([state]);
  const all = await series([{ ...state, segments }], 1e6);
  const ofSegments = (found: readonly string[]) => found.filter((one) => one.includes('segment="'));
  expect(ofSegments(all).length).toBeGreaterThan(20 * 6);
  const room = plain.length + 100;
  const some = await series([{ ...state, segments }], room);
  expect(some.length).toBeLessThanOrEqual(room);
  expect(some).toEqual(expect.arrayContaining(plain));
  expect(ofSegments(some).length).toBeGreaterThan(0);
  const { text } = await exposition(room).render([{ ...state, segments }], windowEnd);
  const dropped = Number(/^drift_series_dropped\{.*\} (\d+)$/m.exec(text)?.[1]);
  expect(dropped).toBe(ofSegments(all).length - ofSegments(some).length);
});
