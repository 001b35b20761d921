/** A scrape that holds a series of every family; no randomness, no clock. */
import type { AlertSnapshot } from '../../exporter/src/alerts/alertHistory.js';
import { DriftError } from '../../exporter/src/errors.js';
import { defaultDetection } from '../../exporter/src/detection/settings.js';
import { AlertMetrics } from '../../exporter/src/metrics/alertMetrics.js';
import { SignedLinks } from '../../exporter/src/alerts/signedLinks.js';
import { Exposition } from '../../exporter/src/metrics/exposition.js';
import { HealthMetrics } from '../../exporter/src/metrics/healthMetrics.js';
import { StreamMetrics } from '../../exporter/src/metrics/streamMetrics.js';
import { SinkMetrics } from '../../exporter/src/metrics/sinkMetrics.js';
import type { ModelState } from '../../exporter/src/monitor/state.js';
import { compareSamples } from './comparisons.js';
import { driftingFeature } from './driftingFeatures.js';
import { stateOf, windowEnd } from './modelStates.js';
import { wholeModel } from './wholeModel.js';

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

/** As the monitor leaves it where the reference is long enough, labels are known and rows are ingested. */
function withVariation(state: ModelState): ModelState {
  return {
    ...state,
    quality: {
      ...{ score: 0.97, at: windowEnd, expires: new Date(windowEnd.getTime() + 86_400_000) },
      refused: new Map([['range', 12]]),
    },
    probabilities: {
      until: windowEnd.getTime(),
      values: new Map([['few rows', 0.04]]),
      threshold: 0.86,
      expires: new Date(windowEnd.getTime() + 86_400_000),
    },
    errorChanges: {
      reference: { buckets: 1400, changes: { adwin: 1, page_hinkley: 2, cusum: 1 } },
      since: { buckets: 240, changes: { adwin: 0, page_hinkley: 1, cusum: 0 } },
    },
    windows: state.windows.map((window) => ({
      ...window,
      // windows of some hours tell nothing of a model as a whole
      ...(window.name === '7d' && { model: wholeModel }),
      features: window.features.map((result) => ({ ...result, reference_variation: { psi: 0.015 } })),
    })),
  };
}

/** Health of an exporter that has checked the model. */
export function goldenHealth(): HealthMetrics {
  const health = new HealthMetrics('0.0.0');
  health.configured([{ name: 'credit risk', source: 'warehouse' }]);
  health.sourceUp('warehouse', 'credit risk', true);
  health.sharded();
  health.linked({
    external_url: 'https://drift.example.org',
    grafana_url: 'https://grafana.example.org',
    runbook_url: 'https://drift.example.org/runbook',
  });
  health.reloaded(true, windowEnd);
  health.audited('started');
  health.checkStarted();
  health.checkFinished('credit risk', { seconds: { count: 0.04, judge: 0.02, store: 0.3 }, rows: 8200 });
  health.checkStarted();
  health.checkFailed('credit risk', 'count');
  const sink = new SinkMetrics(health.registry);
  sink.failed();
  sink.written({ taken: 12, tooOld: 3 });
  return health;
}

/** Alerts of the model, of one that is not configured, and of none. */
export const goldenAlerts: AlertSnapshot = {
  totals: [
    { model: 'credit risk', kind: 'notifications', label: 'critical', value: 3 },
    { model: 'long gone', kind: 'notifications', label: 'warning', value: 2 },
    { model: '', kind: 'notifications', label: '', value: 1 },
    { model: 'credit risk', kind: 'resolutions', label: '900', value: 2 },
    { model: 'credit risk', kind: 'resolutions', label: '+Inf', value: 1 },
    { model: 'credit risk', kind: 'resolution_seconds', label: '', value: 3_001_200 },
  ],
  flapping: new Map([['credit risk', 1]]),
  expectations: [
    {
      ...{ id: 1, model: 'credit risk', feature: 'country', until: windowEnd.getTime() + 86_400_000 },
      ...{ comment: 'a sale', actor: 'ada', at: windowEnd.getTime() },
    },
    {
      ...{ id: 2, model: 'credit risk', feature: 'income', until: windowEnd.getTime() },
      ...{ comment: 'over', actor: 'ada', at: windowEnd.getTime() - 1 },
    },
  ],
  waiting: 2,
  alertmanagerUp: true,
};

export async function goldenScrape(): Promise<string> {
  const health = goldenHealth();
  const alerts = new AlertMetrics(health.registry, () => windowEnd.getTime());
  alerts.configured(['credit risk']);
  alerts.show(() => goldenAlerts);
  const streams = new StreamMetrics(
    health.registry,
    () => new Map([['credit risk', { held: 65_536, log: 4_096 }]]),
  );
  streams.configured(['credit risk']);
  const rejected = { invalid: 2, late: 1, future: 0 };
  const taken = { accepted: 97, rejected, rejections: [], ignored: [], version: '', replayed: false };
  streams.taken('credit risk', taken, 0.08);
  streams.failed('credit risk', new DriftError('stream_busy', 'too many rows'));
  const links = new SignedLinks('the key of the golden scrape, 32+');
  return (await new Exposition(health, 10_000).render([goldenState()], windowEnd, links)).text;
}
