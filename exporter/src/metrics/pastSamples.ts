import type { ScoreRecord } from '../store/records.js';
import type { FeatureFamily, Group } from './family.js';
import { families } from './modelSeries.js';
import type { PastSample } from './openMetricsWriter.js';

/** What history holds by default: verdicts, PSI and what it is measured against … */
const HISTORY: readonly Group[] = ['verdicts', 'psi'];
/** … and how many rows came in, and what was wrong with them. */
const ROWS = ['drift_rows', 'drift_missing_ratio', 'drift_unseen_ratio', 'drift_out_of_range_ratio'];

/**
 * The samples of one score: what `/metrics` published, or would have, when the window ended.
 * @param groups of which series, besides those of rows
 */
export function pastSamples(
  model: string,
  { windowName, segment, to, result }: ScoreRecord,
  groups: readonly Group[] = HISTORY,
): PastSample[] {
  const view = { model, feature: result.feature, windows: [{ window: windowName, result }] };
  const gauges = families.filter(
    (family): family is FeatureFamily =>
      'group' in family &&
      family.type === 'gauge' &&
      (groups.includes(family.group) || ROWS.includes(family.name)),
  );
  return gauges.flatMap((family) =>
    family.samples(view).map(({ labels, value }) => ({
      metric: family.name,
      labels: segment === '' ? labels : { ...labels, segment },
      value,
      at: to,
    })),
  );
}
