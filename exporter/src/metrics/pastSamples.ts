import type { ScoreRecord } from '../store/records.js';
import type { Family, FeatureFamily } from './family.js';
import { families } from './modelSeries.js';
import type { PastSample } from './openMetricsWriter.js';

/** Of the statistics, what says how many rows came in and what was wrong with them. */
const ABOUT_ROWS = ['drift_rows', 'drift_missing_ratio', 'drift_unseen_ratio', 'drift_out_of_range_ratio'];

/** What history holds: verdicts, PSI and what it is measured against, and what is about rows. */
const history = families.filter(isOfHistory);

function isOfHistory(family: Family): family is FeatureFamily {
  if (!('group' in family) || family.type !== 'gauge') return false;
  return family.group === 'verdicts' || family.group === 'psi' || ABOUT_ROWS.includes(family.name);
}

/** The samples of one score: what `/metrics` published, or would have, when the window ended. */
export function pastSamples(model: string, { windowName, segment, to, result }: ScoreRecord): PastSample[] {
  const view = { model, feature: result.feature, windows: [{ window: windowName, result }] };
  return history.flatMap((family) =>
    family.samples(view).map(({ labels, value }) => ({
      metric: family.name,
      labels: segment === '' ? labels : { ...labels, segment },
      value,
      at: to,
    })),
  );
}
