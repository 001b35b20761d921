import type { Severity } from '../../../detection/result.js';
import { plural } from '../../../reports/summary.js';
import type { ModelDetail } from './apiTypes.js';
import { isStale } from './state.js';
import type { Row } from './rows.js';

/** The verdict on a model at a time, in milliseconds since the epoch; without a full stop, and in the past where it is too old. */
export function headline(detail: ModelDetail, now: number): string {
  const { windows, active_features: active, features, newest_row: newest, last_success, progress } = detail;
  if (windows.length === 0) {
    if (progress !== null) return 'Catching up with the past';
    if (last_success === null) return 'Waiting for the first result';
    return newest === null ? 'There are no rows yet' : 'No current result';
  }
  if (features.length === 0) return 'There is no feature to check';
  const [one, many] = isStale(detail, now) ? ['was', 'were'] : ['is', 'are'];
  if (active === 0) {
    return features.length === 1
      ? `The feature ${one} not drifting`
      : `None of ${features.length} features ${one} drifting`;
  }
  return `${active} of ${plural(features.length, 'feature')} ${active === 1 ? one : many} drifting`;
}

/** What else there is to know about the verdict, as sentences. */
export function remarks(
  { windows, newest_row: newest, last_success: lastSuccess, failure, progress }: ModelDetail,
  rows: readonly Row[],
): string[] {
  if (windows.length === 0) {
    if (failure !== null || progress !== null) return [];
    if (lastSuccess === null) return ['The first check is under way. Its result appears here by itself.'];
    return newest === null ? ['Once the source has some, they are counted and judged here.'] : [];
  }
  const passing = rows.filter(({ feature, rank }) => !feature.active && rank > 0).length;
  const mute = rows.filter(({ worst }) => worst?.severity === 'inconclusive').length;
  return [
    ...(passing > 0
      ? [
          `${plural(passing, 'other feature')} ${passing === 1 ? 'exceeds' : 'exceed'} a threshold in some window, but not for long enough to count as drifting.`,
        ]
      : []),
    ...(mute > 0 ? [`${plural(mute, 'feature')} had too little data to judge.`] : []),
  ];
}

/** The worst severity among the features that count as drifting: what the headline is about. Undefined where none does. */
export function driftSeverity(rows: readonly Row[]): Severity | undefined {
  const drifting = rows.filter(({ feature, worst }) => feature.active && worst !== undefined);
  return drifting.sort((a, b) => b.rank - a.rank)[0]?.worst?.severity;
}
