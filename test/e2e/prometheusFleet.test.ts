import { Exposition } from '../../exporter/src/metrics/exposition.js';
import { HealthMetrics } from '../../exporter/src/metrics/healthMetrics.js';
import type { ModelState } from '../../exporter/src/monitor/state.js';
import { psiCounts } from '../../exporter/src/profile/profile.js';
import { cellPair } from '../../exporter/src/statistics/cells.js';
import { populationStability } from '../../exporter/src/statistics/populationStability.js';
import { describePrometheus, startPrometheus, type PrometheusServer } from '../services/prometheus.js';
import type { Series } from '../services/prometheusClient.js';
import { compareCounts } from '../support/comparisons.js';
import { driftingFeature } from '../support/driftingFeatures.js';
import { stateOf, windowEnd } from '../support/modelStates.js';
import { inlined, recordingRules } from '../support/ruleFile.js';
import { serveTexts, type TextServer } from '../support/textServer.js';

const rules = recordingRules('provisioning/prometheus/rules/fleet.rules.yml');
const psi = inlined(rules, 'model_feature_version:drift_cell_observations:psi1d');
const marker = 'drift_last_success_timestamp_seconds';

const numeric = driftingFeature(0, 1, 2).comparison;
// cells that only one side has, and `other` and `unseen`, which neither has
const categorical = compareCounts([5_000, 0, 3_000, 2_000], [400, 30, 300, 0]);
const comparisons = new Map([
  ['numeric', numeric],
  ['categorical', categorical],
]);
const references = new Map(Array.from(comparisons, ([name, { reference }]) => [name, psiCounts(reference)]));

/** What the exporters of one part of the fleet have counted at a step: a mixture that moves away from the reference. */
function countsAt(part: number, step: number): Map<string, Float64Array> {
  return new Map(
    Array.from(comparisons, ([name, { reference, current }]) => {
      const [before, after] = [psiCounts(reference), psiCounts(current)];
      const counts = after.map((count, cell) =>
        // nothing falls where the comparison has nothing
        count === 0
          ? 0
          : Math.round(
              step * (count / 100 + (part * (before[cell] ?? 0)) / 500) + (step * step * (cell % 3)) / 9,
            ),
      );
      return [name, counts];
    }),
  );
}

const base = stateOf({ windows: { '1h': comparisons } });

function stateAt(part: number, step: number): ModelState {
  const counts = Array.from(countsAt(part, step));
  return {
    ...base,
    lastSuccess: new Date(step * 1000),
    counters: new Map(counts.map(([feature, counted]) => [feature, { feature, counts: counted, sum: 0 }])),
  };
}

/** The exporter's own PSI of what the parts of the fleet counted between two steps, by feature. */
function expectedPsi(parts: readonly number[], from: number, to: number): Record<string, number> {
  return Object.fromEntries(
    Array.from(references, ([feature, reference]) => {
      const counted = reference.map((_, cell) =>
        parts.reduce((sum, part) => {
          const at = (step: number): number => countsAt(part, step).get(feature)?.[cell] ?? 0;
          return sum + at(to) - at(from);
        }, 0),
      );
      const cells = cellPair(reference, counted);
      return [feature, cells === undefined ? NaN : populationStability(cells).value];
    }),
  );
}

const isWhole = (series: readonly Series[]): boolean => series.length === 3;

await describePrometheus('PSI over a fleet', (binaries) => {
  let step = 0;
  let pages: TextServer;
  let prometheus: PrometheusServer;

  // two replicas of part 1, which count the same rows, and part 2, which counts others
  beforeAll(async () => {
    const page = (part: number): (() => Promise<string>) => {
      const exposition = new Exposition(new HealthMetrics('0.0.0'), 10_000);
      const states = new Map<number, ModelState>();
      return async () => {
        const state = states.get(step) ?? stateAt(part, step);
        states.set(step, state);
        return (await exposition.render([state], windowEnd)).text;
      };
    };
    pages = await serveTexts({ '/one': page(1), '/replica': page(1), '/two': page(2) });
    prometheus = await startPrometheus(binaries, {
      interval: '100ms',
      targets: [
        { url: pages.url('/one'), labels: { instance: 'one', region: 'north' } },
        { url: pages.url('/replica'), labels: { instance: 'replica', region: 'north' } },
        { url: pages.url('/two'), labels: { instance: 'two', region: 'south' } },
      ],
    });
  });

  afterAll(async () => {
    await prometheus.stop();
    await pages.close();
  });

  /** Goes to a step and waits until all three have been scraped there. @returns when, in seconds */
  async function scrapedAt(next: number): Promise<number> {
    step = next;
    const series = await prometheus.client.until(`timestamp(${marker} == ${next})`, isWhole);
    return Math.max(...series.map(({ points }) => points[0]?.[1] ?? 0));
  }

  /** As `scrapedAt`, with a time at which each of the three has a value and none has moved on. */
  async function settledAt(next: number): Promise<number> {
    for (;;) {
      const time = await scrapedAt(next);
      await prometheus.client.until(`timestamp(${marker} == ${next}) > ${time}`, isWhole);
      // a scrape that timed out leaves a gap
      if (isWhole(await prometheus.client.query(`${marker} == ${next}`, time))) return time;
    }
  }

  function expectClose(
    actual: Record<string, number>,
    expected: Record<string, number>,
    tolerance: number,
  ): void {
    expect(Object.keys(actual).sort()).toEqual(Object.keys(expected).sort());
    for (const [feature, value] of Object.entries(expected)) {
      expect(value).toBeGreaterThan(0.01);
      expect(Math.abs((actual[feature] ?? NaN) / value - 1)).toBeLessThan(tolerance);
    }
  }

  test("between two instants equals the exporter's own to a millionth", async () => {
    const from = await settledAt(10);
    const to = await settledAt(25);
    const difference = `(drift_cell_observations_total @ ${to} - drift_cell_observations_total @ ${from})`;
    const query = psi.replaceAll('increase(drift_cell_observations_total[1d])', difference);
    expectClose(await prometheus.client.valuesBy('feature', query, to), expectedPsi([1, 2], 10, 25), 1e-6);
  });

  test('of increases over 30 scrapes and more is within a hundredth of it', async () => {
    const from = await settledAt(100);
    for (let next = 101; next < 140; next++) await scrapedAt(next);
    const to = await settledAt(140);
    const [sample] = await prometheus.client.query(
      `count_over_time(${marker}{instance="one"}[${Math.round((to - from) * 1000)}ms])`,
      to,
    );
    expect(sample?.points[0]?.[1]).toBeGreaterThan(30);
    const query = psi.replaceAll('[1d]', `[${Math.round((to - from) * 1000)}ms]`);
    expectClose(await prometheus.client.valuesBy('feature', query, to), expectedPsi([1, 2], 100, 140), 0.01);
  });

  test('of one exporter alone is that of its own counts', async () => {
    const from = await settledAt(200);
    const to = await settledAt(230);
    const alone = `(drift_cell_observations_total{region="south"} @ ${to} - drift_cell_observations_total @ ${from})`;
    const query = psi.replaceAll('increase(drift_cell_observations_total[1d])', alone);
    expectClose(await prometheus.client.valuesBy('feature', query, to), expectedPsi([2], 200, 230), 1e-6);
  });
});
