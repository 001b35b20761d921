import { plural } from '../../../reports/summary.js';
import type { ModelDetail } from './apiTypes.js';
import type { Row } from './rows.js';

/** The verdict on a model, without a full stop. */
export function headline({
  windows,
  active_features: active,
  features,
  last_success,
  progress,
}: ModelDetail): string {
  if (windows.length === 0) {
    if (progress !== null) return 'Catching up with the past';
    return last_success === null ? 'Waiting for the first result' : 'No current result';
  }
  if (features.length === 0) return 'There is no feature to check';
  if (active === 0)
    return features.length === 1
      ? 'The feature is not drifting'
      : `None of ${features.length} features is drifting`;
  return `${active} of ${plural(features.length, 'feature')} ${active === 1 ? 'is' : 'are'} drifting`;
}

/** What else there is to know about the verdict, as sentences. */
export function remarks(
  { windows, newest_row: newest, failure, progress }: ModelDetail,
  rows: readonly Row[],
): string[] {
  if (windows.length === 0) {
    return newest === null && failure === null && progress === null
      ? ['No rows have been seen yet. Once the source has some, they are counted and judged here.']
      : [];
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
