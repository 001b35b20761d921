/** Answers of the API for tests of what the page makes of them. */
import type { FeatureVerdict, ModelDetail } from '../../exporter/src/server/page/browser/apiTypes.js';

export function verdict(
  window: string,
  severity: FeatureVerdict['severity'],
  psi: number | null,
): FeatureVerdict {
  return {
    window,
    drifted: severity === 'inconclusive' ? null : severity !== 'none',
    severity,
    reason: 'a reason',
    rows: { reference: 1_000, current: 100 },
    missing_ratio: { reference: 0, current: 0 },
    psi,
    noise_floor: 0.01,
    reference_variation: null,
    missing_psi: 0,
  };
}

interface FeatureSketch {
  readonly windows: FeatureVerdict[];
  /** Since when it drifts. */
  readonly active?: string;
}

/** A model with windows of 1 h and 1 d that end at the start of 2026 and expire an hour later. */
export function detailOf(features: Readonly<Record<string, FeatureSketch>>): ModelDetail {
  const active = Object.values(features).filter((feature) => feature.active !== undefined);
  return {
    model: 'credit risk',
    team: null,
    source: 'warehouse',
    time_zone: 'UTC',
    severity: 'none',
    active_features: active.length,
    reference: null,
    promotion_due: false,
    newest_row: '2025-12-31T23:59:00.000Z',
    last_success: '2026-01-01T00:01:00.000Z',
    failure: null,
    progress: null,
    windows: ['1h', '1d'].map((window) => ({
      window,
      from: '2025-12-31T00:00:00.000Z',
      to: '2026-01-01T00:00:00.000Z',
      expires: '2026-01-01T01:00:00.000Z',
      severity: 'none',
      features: { none: 0, small: 0, significant: 0, critical: 0, inconclusive: 0 },
      dataset_share: null,
      dataset_detected: false,
    })),
    features: Object.entries(features).map(([feature, { windows, active: since }]) => ({
      feature,
      kind: 'numeric',
      active: since !== undefined,
      active_since: since ?? null,
      thresholds: { small: 0.1, significant: 0.2, critical: 0.25 },
      windows,
    })),
    excluded: [],
    failed: [],
    segment: null,
    segments: [],
    findings: [],
    warnings: [],
  };
}
