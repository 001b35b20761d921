import type { ScoreRecord } from '../store/records.js';
import type { FeatureFamily, Group } from './family.js';
import { families } from './modelSeries.js';
import type { PastSample } from './openMetricsWriter.js';

/** What history holds by default: verdicts, PSI and what it is measured against. */
const HISTORY: readonly Group[] = ['verdicts', 'psi'];

/**
 * The samples of one score: what `/metrics` published, or would have, when the window ended.
 * @param groups of which series
 */
export function pastSamples(
  model: string,
  { windowName, segment, to, result }: ScoreRecord,
  groups: readonly Group[] = HISTORY,
): PastSample[] {
  const view = { model, feature: result.feature, windows: [{ window: windowName, result }] };
  const gauges = families.filter(
    (family): family is FeatureFamily =>
      'group' in family && family.type === 'gauge' && groups.includes(family.group),
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
