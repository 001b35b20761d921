import { severities } from '../detection/result.js';
import type { CheckOutcome, FeatureResult, Severity } from '../detection/result.js';
import type { FeatureKind } from '../sources/source.js';

/** One window of a model, named for people. */
export interface ReportWindow {
  readonly name: string;
  readonly outcome: CheckOutcome;
}

/** One feature through all windows of a report. */
export interface FeatureHistory {
  readonly feature: string;
  readonly kind: FeatureKind;
  /** One entry a window; undefined where the feature was not checked in it. */
  readonly results: readonly (FeatureResult | undefined)[];
  /** Window with the worst severity and, among those, the largest effect. */
  readonly worst: number;
  /** Newest window in which the feature was checked. */
  readonly latest: number;
  /** First window of the unbroken run of drift that reaches the newest one; undefined where there is none. */
  readonly since: number | undefined;
}

/** All windows of one model, its features ranked by what needs attention first. */
export interface ModelReport {
  readonly model: string;
  readonly windows: readonly ReportWindow[];
  readonly features: readonly FeatureHistory[];
}

/** How much a feature has changed: the worse of PSI and PSI of missing values, which is what severity looks at. */
export interface Effect {
  readonly value: number;
  readonly by: 'psi' | 'missing_psi';
}

/** Where severity stands among the others: inconclusive below none, since it says nothing. */
export function severityRank(severity: Severity): number {
  return severity === 'inconclusive' ? -1 : severities.indexOf(severity);
}

/** A statistic's number, undefined where the statistic does not apply. */
export function statisticNumber(result: FeatureResult, id: string, key: string): number | undefined {
  const value = result.statistics[id]?.[key];
  return typeof value === 'number' ? value : undefined;
}

export function effect(result: FeatureResult): Effect | undefined {
  const psi = statisticNumber(result, 'psi', 'value');
  const missing = statisticNumber(result, 'missing_psi', 'value');
  if (missing !== undefined && missing > (psi ?? 0)) return { value: missing, by: 'missing_psi' };
  return psi === undefined ? undefined : { value: psi, by: 'psi' };
}

/** Groups outcomes by model, in the order in which they came, and follows each feature through the windows. */
export function modelReports(outcomes: readonly CheckOutcome[]): ModelReport[] {
  const groups = new Map<string, CheckOutcome[]>();
  for (const outcome of outcomes) {
    const group = groups.get(outcome.result.model);
    if (group === undefined) groups.set(outcome.result.model, [outcome]);
    else group.push(outcome);
  }
  return [...groups].map(([model, group]) => ({
    model,
    windows: group.map((outcome, index) => ({ name: windowName(outcome, index, group.length), outcome })),
    features: histories(group),
  }));
}

function windowName({ result }: CheckOutcome, index: number, total: number): string {
  return result.window_name ?? (total === 1 ? 'current' : `window ${index + 1}`);
}

function histories(group: readonly CheckOutcome[]): FeatureHistory[] {
  const names = new Map<string, { kind: FeatureKind; results: (FeatureResult | undefined)[] }>();
  group.forEach(({ result }, window) => {
    for (const feature of result.features) {
      const known = names.get(feature.feature) ?? {
        kind: feature.kind,
        results: new Array<undefined>(group.length).fill(undefined),
      };
      known.results[window] = feature;
      names.set(feature.feature, known);
    }
  });
  return [...names].map(([feature, { kind, results }]) => history(feature, kind, results)).sort(moreUrgent);
}

function history(
  feature: string,
  kind: FeatureKind,
  results: readonly (FeatureResult | undefined)[],
): FeatureHistory {
  let worst = -1;
  let latest = -1;
  let since: number | undefined;
  results.forEach((result, window) => {
    if (result === undefined) return;
    const standing = results[worst];
    if (standing === undefined || worse(result, standing) > 0) worst = window;
    latest = window;
    // An inconclusive window neither starts nor ends a run.
    if (result.drifted === true && result.severity !== 'none') since ??= window;
    else if (result.drifted !== null) since = undefined;
  });
  return { feature, kind, results, worst, latest, since };
}

function worse(a: FeatureResult, b: FeatureResult): number {
  const severity = severityRank(a.severity) - severityRank(b.severity);
  return severity === 0 ? (effect(a)?.value ?? -1) - (effect(b)?.value ?? -1) : severity;
}

function moreUrgent(a: FeatureHistory, b: FeatureHistory): number {
  const [first, second] = [a.results[a.worst], b.results[b.worst]];
  const order = first === undefined || second === undefined ? 0 : worse(second, first);
  return order === 0 ? Number(a.feature > b.feature) - Number(a.feature < b.feature) : order;
}
