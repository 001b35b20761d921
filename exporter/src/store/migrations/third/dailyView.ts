import { SEVERITY_ORDER, severityOrder, type View, type ViewColumn } from '../view.js';
import { visible } from './modelAccess.js';
import { zoneless } from './zonelessTimes.js';

const worst = "Of the day's worst window: ";

/** What a day says, apart from which it is; `t` is drift.daily_scores. */
export const dailyViewColumns: readonly ViewColumn[] = [
  ['windows', 't.windows', 'How many windows ended on that day.'],
  ['windows_inconclusive', 't.windows_inconclusive', 'How many of them are inconclusive.'],
  [
    'drifted',
    't.drifted',
    'Whether one of them differs from the reference; empty where all are inconclusive.',
  ],
  ['severity', 't.severity', 'The worst severity of a window; inconclusive where all are.'],
  ['severity_order', severityOrder('t.severity'), SEVERITY_ORDER],
  ['psi', 't.psi', 'The largest population stability index of a window.'],
  ['psi_mean', 't.psi_mean', 'The mean of the population stability index over the windows.'],
  ['psi_noise_floor', 't.psi_noise_floor', `${worst}PSI that chance seldom exceeds.`],
  [
    'psi_reference_variation',
    't.psi_reference_variation',
    `${worst}PSI that the reference's own windows of this length seldom exceed.`,
  ],
  ['rows_current', 't.rows_current', `${worst}its rows.`],
  ['reason', 't.reason', `${worst}why its verdicts are what they are, in words.`],
  ['window_end_utc', zoneless('t.window_end'), `${worst}when it ended (UTC).`],
  ['missing_psi', 't.missing_psi', 'The largest PSI of missing values against present ones.'],
  ['missing_ratio', 't.missing_ratio', 'The largest share of rows without a value.'],
  ['unseen_ratio', 't.unseen_ratio', 'The largest share of values that the reference does not have.'],
  [
    'out_of_range_ratio',
    't.out_of_range_ratio',
    "The largest share of values outside the reference's range; numeric only.",
  ],
  ['ks_statistic', 't.ks_statistic', 'The largest Kolmogorov–Smirnov statistic; numeric only.'],
  [
    'jensen_shannon_distance',
    't.jensen_shannon_distance',
    'The largest Jensen–Shannon distance, from 0 to 1.',
  ],
  [
    'wasserstein_distance_normalized',
    't.wasserstein_distance_normalized',
    'The largest Wasserstein distance, in standard deviations of the reference; numeric only.',
  ],
  ['threshold_small', 't.threshold_small', `${worst}PSI from which a change counts as small.`],
  [
    'threshold_significant',
    't.threshold_significant',
    `${worst}PSI from which a change counts as significant.`,
  ],
  [
    'threshold_critical',
    't.threshold_critical',
    `${worst}PSI from which a change counts as critical; empty where it never does.`,
  ],
];

export const dailyView: View = {
  name: 'v1_daily_scores',
  comment:
    'Facts: one row a model, reference version, segment, feature, window length and day of UTC, rolled up from the windows whose last instant lies in that day.',
  columns: [
    ['model', 's.model', 'Name of the model.'],
    ['reference_version', 's.version', 'Version of the reference that the windows are compared with.'],
    ['segment', 's.segment', 'Empty for all rows, else column=value.'],
    ['feature', 's.feature', 'Name of the feature.'],
    ['window_name', 't.window_name', 'Length of the windows, such as 6h.'],
    ['day', 't.day', 'The day of UTC.'],
    ['kind', 's.kind', 'numeric or categorical.'],
    ...dailyViewColumns,
    ['active_reference', 'coalesce(r.active, false)', 'Whether that version of the reference is in use.'],
  ],
  from: `FROM drift.daily_scores t
JOIN drift.series s ON s.id = t.series_id
LEFT JOIN drift."references" r ON r.model = s.model AND r.version = s.version
WHERE s.model IS NOT NULL AND ${visible('s.model')}`,
  guarded: true,
};
