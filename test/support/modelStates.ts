/** Made-up states of the monitor from real profiles and verdicts; no randomness, no clock. */
import {
  defaultDetection,
  thresholdsOf,
  type DetectionSettings,
} from '../../exporter/src/detection/settings.js';
import { judge } from '../../exporter/src/detection/verdict.js';
import type { ModelState, WindowState } from '../../exporter/src/monitor/state.js';
import { psiCounts } from '../../exporter/src/profile/profile.js';
import type { Comparison } from '../../exporter/src/statistics/statistic.js';
import type { CategoricalGrid } from '../../exporter/src/profile/grid.js';
import { driftingFeature } from './driftingFeatures.js';
import { hostileNames } from './outcomes.js';
import { categoryProfile } from './profiles.js';

const hour = 3_600_000;
const lengths = { '1h': hour, '6h': 6 * hour, '1d': 24 * hour, '7d': 168 * hour };

/** When the windows of these states end. */
export const windowEnd = new Date('2026-01-02T03:00:00Z');
/** When their results expire. */
export const expiry = new Date('2026-01-02T06:00:00Z');

export interface StateOptions {
  readonly model?: string;
  /** Windows by name and, in each, comparisons by feature. */
  readonly windows?: Readonly<Record<string, ReadonlyMap<string, Comparison>>>;
  readonly detection?: DetectionSettings;
}

/** So many features, some of which drift, in windows of 1 h to 7 d. */
export function driftingState(
  features: number,
  model = 'credit risk',
  names: readonly string[] = Object.keys(lengths),
): ModelState {
  const windows = names.map((name, index) => {
    const drawn = Array.from({ length: features }, (_, feature) =>
      driftingFeature(feature, index, names.length),
    );
    return [name, new Map(drawn.map(({ name: feature, comparison }) => [feature, comparison]))] as const;
  });
  return stateOf({ model, windows: Object.fromEntries(windows) });
}

/** The state that a check of such comparisons would leave. */
export function stateOf({
  model = 'credit risk',
  windows = {},
  detection = defaultDetection,
}: StateOptions): ModelState {
  const states = Object.entries(windows).map(([name, comparisons]) =>
    windowState(name, comparisons, detection),
  );
  const known = new Map(Object.values(windows).flatMap((comparisons) => [...comparisons]));
  const drifted = new Set(
    states.flatMap(({ features }) =>
      features.filter((result) => result.drifted).map(({ feature }) => feature),
    ),
  );
  return {
    model,
    source: 'warehouse',
    timeZone: 'UTC',
    reference: {
      version: '3f9c2a71b0d4',
      rows: [...known.values()][0]?.reference.rows ?? 0,
      created: new Date('2026-01-01T00:00:00Z'),
      features: Array.from(known, ([name, { reference }]) => ({
        feature: { name, kind: reference.grid.kind },
        profile: reference,
      })),
    },
    promotionDue: false,
    watermark: new Date(windowEnd.getTime() - 1000),
    closedUntil: new Date(windowEnd.getTime() - hour),
    lastSuccess: new Date(windowEnd.getTime() + 60_000),
    staleFrom: expiry,
    datasetActive: false,
    windows: states,
    segments: [],
    active: new Map(
      Array.from(known.keys(), (name) => [
        name,
        drifted.has(name)
          ? { active: true, since: new Date('2026-01-01T12:00:00Z'), severity: 'critical' as const }
          : { active: false },
      ]),
    ),
    counters: new Map(
      Array.from(known, ([name, { current }]) => {
        const sum =
          current.grid.kind === 'numeric' ? current.grid.mean * (current.rows - current.missing) : 0;
        return [name, { feature: name, counts: Float64Array.from(psiCounts(current)), sum }];
      }),
    ),
    excluded: [],
    failed: [],
    warnings: [],
    thresholds: new Map(Array.from(known.keys(), (name) => [name, thresholdsOf(name, detection)])),
  };
}

function windowState(
  name: string,
  comparisons: ReadonlyMap<string, Comparison>,
  detection: DetectionSettings,
): WindowState {
  const length = lengths[name as keyof typeof lengths] ?? hour;
  const features = judge(
    Array.from(comparisons, ([feature, comparison]) => ({ feature, comparison })),
    detection,
  );
  const conclusive = features.filter(({ drifted }) => drifted !== null);
  const datasetShare = conclusive.filter(({ drifted }) => drifted).length / conclusive.length;
  return {
    name,
    length,
    from: new Date(windowEnd.getTime() - length),
    to: windowEnd,
    expires: expiry,
    features,
    comparisons,
    ...(conclusive.length > 0 ? { datasetShare } : {}),
    datasetDetected: datasetShare >= 0.5,
  };
}

/** A model, features and categories of hostile names. */
export function hostileState(model: string): ModelState {
  const grid: CategoricalGrid = { kind: 'categorical', categories: hostileNames, others: [], complete: true };
  const weights = hostileNames.map((_, index) => index + 1);
  const comparison: Comparison = {
    reference: categoryProfile(grid, weights, 5000),
    current: categoryProfile(grid, [...weights].reverse(), 4000, 40),
  };
  return stateOf({ model, windows: { '1h': new Map(hostileNames.map((name) => [name, comparison])) } });
}
