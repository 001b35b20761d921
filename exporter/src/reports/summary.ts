import { severities } from '../detection/result.js';
import type { FeatureResult, Severity } from '../detection/result.js';
import { severityRank } from './models.js';
import type { FeatureHistory, ModelReport } from './models.js';

/** The verdict on a model, counted over its windows. A feature has drifted beyond a threshold where its severity is not `none`. */
export interface ModelSummary {
  /** Worst severity in any window. */
  readonly severity: Severity;
  readonly features: number;
  readonly windows: number;
  /** Features by their worst severity, critical first, those that no feature has left out. */
  readonly counts: readonly { readonly severity: Severity; readonly count: number }[];
  readonly drifted: number;
  /** Of those, how many still drift in the newest window in which they were checked. */
  readonly drifting: number;
  /** Features that differ by more than chance in some window, yet never by enough to matter. */
  readonly slight: number;
  readonly inconclusive: number;
}

export function summarise(report: ModelReport): ModelSummary {
  const worst = report.features.map(worstSeverity);
  const order: readonly Severity[] = [...[...severities].reverse(), 'inconclusive'];
  const counts = order
    .map((severity) => ({ severity, count: worst.filter((one) => one === severity).length }))
    .filter(({ count }) => count > 0);
  return {
    severity: counts[0]?.severity ?? 'inconclusive',
    features: report.features.length,
    windows: report.windows.length,
    counts,
    drifted: worst.filter((severity) => severityRank(severity) > 0).length,
    drifting: report.features.filter(({ since }) => since !== undefined).length,
    slight: report.features.filter(({ results }, index) => worst[index] === 'none' && results.some(differs))
      .length,
    inconclusive: worst.filter((severity) => severity === 'inconclusive').length,
  };
}

export function worstSeverity({ results, worst }: FeatureHistory): Severity {
  return results[worst]?.severity ?? 'inconclusive';
}

function differs(result: FeatureResult | undefined): boolean {
  return result?.drifted === true;
}

/** The verdict as a headline, without a full stop. */
export function headline(summary: ModelSummary): string {
  const { drifted, features, windows, drifting, inconclusive } = summary;
  if (features === 0) return 'No feature could be checked';
  if (inconclusive === features) return 'Too little data to say anything about drift';
  if (drifted === 0)
    return features === 1
      ? 'The feature has not drifted beyond a threshold'
      : `None of ${features} features has drifted beyond a threshold`;
  const some = `${drifted} of ${plural(features, 'feature')} ${drifted === 1 ? 'has' : 'have'} drifted beyond a threshold`;
  if (windows === 1) return some;
  const now = drifting === 0 ? 'none' : drifting === drifted && drifted > 1 ? 'all' : String(drifting);
  return drifted === 1
    ? `${some}, ${drifting === 1 ? 'and still is' : 'and has come back'}`
    : `${some}, ${now}\u00a0of\u00a0them in the latest window`;
}

/** What else there is to know about the verdict, as sentences; empty where there is nothing. */
export function remarks(summary: ModelSummary): string[] {
  const { slight, inconclusive, features, drifted } = summary;
  return [
    ...(slight > 0
      ? [
          `${plural(slight, drifted > 0 ? 'other feature' : 'feature')} ${slight === 1 ? 'differs' : 'differ'} by more than chance, yet too little to matter.`,
        ]
      : []),
    ...(inconclusive > 0 && inconclusive < features
      ? [`${plural(inconclusive, 'feature')} had too little data to judge.`]
      : []),
  ];
}

/** `1 feature`, `2 features` */
export function plural(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

/** Since when, or when, a feature has drifted: one sentence without a full stop. Undefined where it never did. */
export function course(
  history: FeatureHistory,
  windows: readonly { readonly name: string }[],
): string | undefined {
  const name = (window: number): string => windows[window]?.name ?? '?';
  const bad = history.results.flatMap((result, window) =>
    result !== undefined && severityRank(result.severity) > 0 ? [window] : [],
  );
  const [first] = bad;
  const last = bad.at(-1);
  if (first === undefined || last === undefined) return undefined;
  if (history.since === undefined) {
    if (first === last) return `only in ${name(first)}`;
    const unbroken = last - first + 1 === bad.length;
    return unbroken
      ? `${name(first)} to ${name(last)}`
      : `in ${bad.length} of ${windows.length}, last ${name(last)}`;
  }
  const before = first < history.since ? `, first ${name(first)}` : '';
  return history.since === windows.length - 1
    ? `new in ${name(history.since)}${before}`
    : `since ${name(history.since)}${before}`;
}
