/** A scrape that holds a series of every family; no randomness, no clock. */
import { defaultDetection } from '../../exporter/src/detection/settings.js';
import { SignedLinks } from '../../exporter/src/alerts/signedLinks.js';
import { Exposition } from '../../exporter/src/metrics/exposition.js';
import { HealthMetrics } from '../../exporter/src/metrics/healthMetrics.js';
import type { ModelState } from '../../exporter/src/monitor/state.js';
import { compareSamples } from './comparisons.js';
import { driftingFeature } from './driftingFeatures.js';
import { stateOf, windowEnd } from './modelStates.js';

/** A numeric and a categorical feature that drift, one that never becomes critical, and one with too few rows. */
export function goldenState(): ModelState {
  const windows = Object.fromEntries(
    ['1h', '7d'].map((name, index) => {
      const drawn = [0, 1, 3].map((feature) => driftingFeature(feature, index, 2));
      const few = compareSamples([1, 2, 3, 4], [1, 2]);
      return [
        name,
        new Map([
          ...drawn.map(({ name: feature, comparison }) => [feature, comparison] as const),
          ['few rows', few] as const,
        ]),
      ];
    }),
  );
  const detection = { ...defaultDetection, warning: [{ feature: 'country', threshold: 0.15 }] };
  return withVariation(stateOf({ windows, detection }));
}

/** As the monitor leaves it where the reference is long enough. */
function withVariation(state: ModelState): ModelState {
  return {
    ...state,
    windows: state.windows.map((window) => ({
      ...window,
      features: window.features.map((result) => ({ ...result, reference_variation: { psi: 0.015 } })),
    })),
  };
}

/** Health of an exporter that has checked the model. */
export function goldenHealth(): HealthMetrics {
  const health = new HealthMetrics('0.0.0');
  health.configured(['credit risk'], ['warehouse']);
  health.sourceUp('warehouse', true);
  health.reloaded(true, windowEnd);
  health.audited('started');
  health.checkStarted();
  health.checkFinished('credit risk', { seconds: { count: 0.04, judge: 0.02, store: 0.3 }, rows: 8200 });
  health.checkStarted();
  health.checkFailed('credit risk', 'count');
  return health;
}

export async function goldenScrape(): Promise<string> {
  const links = new SignedLinks('the key of the golden scrape, 32+');
  return (await new Exposition(goldenHealth(), 10_000).render([goldenState()], windowEnd, links)).text;
}
