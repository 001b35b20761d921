import type { z } from 'zod';
import type { FeatureResult } from '../../detection/result.js';
import { worstSeverity } from '../../detection/verdict.js';
import type { ModelState, WindowState } from '../../monitor/state.js';
import type { FeatureKind } from '../../sources/source.js';
import { shortLines } from '../../reports/findings/shortLines.js';
import { severityRank } from '../../reports/models.js';
import type { featureSummary, featureVerdict, modelDetail, modelSummary } from '../schemas/model.js';
import { featureNames } from './find.js';
import { finite, instantText, statisticNumber } from './numbers.js';
import { segmentViews } from './segmentView.js';

type Summary = z.output<typeof modelSummary>;
type Feature = z.output<typeof featureSummary>;
type Verdict = z.output<typeof featureVerdict>;

/** A model in a list of models. */
export function modelSummaryView(state: ModelState): Summary {
  const { reference, failure, progress, windows } = state;
  const summaries = windows.map(windowView);
  return {
    model: state.model,
    team: state.team ?? null,
    source: state.source,
    time_zone: state.timeZone,
    severity: worstSeverity(summaries),
    active_features: [...state.active.values()].filter(({ active }) => active).length,
    reference:
      reference === undefined
        ? null
        : { version: reference.version, rows: reference.rows, created: reference.created.toISOString() },
    promotion_due: state.promotionDue,
    newest_row: instantText(state.watermark),
    last_success: instantText(state.lastSuccess),
    failure: failure === undefined ? null : { ...failure, at: failure.at.toISOString() },
    progress: progress === undefined ? null : { ...progress },
    windows: summaries,
  };
}

/** A model with all its features and windows, of all rows or of the segment that `state` has been narrowed to. */
export function modelDetailView(
  state: ModelState,
  segment: string | undefined,
): z.output<typeof modelDetail> {
  const results = resultsByFeature(state);
  const kinds = new Map((state.reference?.features ?? []).map(({ feature }) => [feature.name, feature.kind]));
  const features = featureNames(state).map((feature): Feature => {
    const own = results.get(feature) ?? [];
    return {
      ...featureHeader(state, feature, own[0]?.result.kind ?? kinds.get(feature)),
      windows: own.map(({ window, result }) => verdictView(window, result)),
    };
  });
  return {
    ...modelSummaryView(state),
    features: features.sort(moreUrgent),
    segment: segment ?? null,
    segments: segmentViews(state),
    findings: state.windows.flatMap(({ name, model }) =>
      model === undefined ? [] : [{ window: name, lines: shortLines(model) }],
    ),
    excluded: state.excluded.map(({ feature, reason }) => ({ feature, reason })),
    failed: state.failed.map(({ feature, error }) => ({ feature, error })),
    warnings: [...state.warnings],
  };
}

/** What a feature shows beside its windows. */
export function featureHeader(
  state: ModelState,
  feature: string,
  kind: FeatureKind | undefined,
): Omit<Feature, 'windows'> {
  const activity = state.active.get(feature);
  const limits = state.thresholds.get(feature);
  return {
    feature,
    kind: kind ?? null,
    active: activity?.active ?? false,
    active_since: activity?.active === true ? instantText(activity.since) : null,
    thresholds:
      limits === undefined
        ? null
        : { small: limits.small, significant: limits.significant, critical: finite(limits.critical) },
  };
}

export function verdictView(window: string, result: FeatureResult): Verdict {
  return {
    window,
    drifted: result.drifted,
    severity: result.severity,
    reason: result.reason,
    rows: { ...result.rows },
    missing_ratio: { ...result.missing_ratio },
    psi: statisticNumber(result, 'psi'),
    noise_floor: statisticNumber(result, 'psi', 'noise_floor'),
    reference_variation: finite(result.reference_variation?.psi),
    missing_psi: statisticNumber(result, 'missing_psi'),
  };
}

function windowView(window: WindowState): Summary['windows'][number] {
  const count = (severity: FeatureResult['severity']) =>
    window.features.filter((result) => result.severity === severity).length;
  return {
    window: window.name,
    from: window.from.toISOString(),
    to: window.to.toISOString(),
    expires: window.expires.toISOString(),
    severity: worstSeverity(window.features),
    features: {
      none: count('none'),
      small: count('small'),
      significant: count('significant'),
      critical: count('critical'),
      inconclusive: count('inconclusive'),
    },
    dataset_share: finite(window.datasetShare),
    dataset_detected: window.datasetDetected,
  };
}

interface Named {
  readonly window: string;
  readonly result: FeatureResult;
}

function resultsByFeature({ windows }: ModelState): Map<string, Named[]> {
  const results = new Map<string, Named[]>();
  for (const { name, features } of windows) {
    for (const result of features) {
      const known = results.get(result.feature);
      if (known === undefined) results.set(result.feature, [{ window: name, result }]);
      else known.push({ window: name, result });
    }
  }
  return results;
}

function moreUrgent(a: Feature, b: Feature): number {
  const active = Number(b.active) - Number(a.active);
  const severity = severityRank(worstSeverity(b.windows)) - severityRank(worstSeverity(a.windows));
  return active !== 0 ? active : severity;
}
