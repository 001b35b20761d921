import { EVIDENCE } from '../../description/scale.js';
import type { Sheet } from '../../description/sheet.js';
import {
  atEnd,
  called,
  FEATURE,
  MODEL,
  now,
  SEGMENT,
  severityOrInconclusive,
  WINDOW,
} from '../../queries/promql.js';

const one = [MODEL, FEATURE, WINDOW, SEGMENT];
const score = (metric: string, ...more: readonly string[]): string => now(metric, 'feature', ...one, ...more);
const threshold = (severity: string): string =>
  now('drift_threshold', 'feature', MODEL, FEATURE, `severity="${severity}"`);

/** What chance and the reference's own variation bring at most. */
const explained = `(${score('drift_psi_reference_variation')} > ${score('drift_psi_noise_floor')} or ${score('drift_psi_noise_floor')})`;
/** Codes of the scale EVIDENCE. */
const byProbability = (metric: string): string =>
  `10 + (${score(metric)} < bool 0.05) + (${score(metric)} < bool 0.001)`;
const size = (metric: string): string => `0 * ${score(metric)} + 13`;
const share = (metric: string): string => `14 + (${score(metric)} > bool 0)`;

/** A row: its name, its number, what that is measured against, and the verdict as a code. */
interface Row {
  readonly name: string;
  readonly value: string;
  readonly limit?: string;
  readonly verdict: string;
}

const rows: readonly Row[] = [
  {
    name: 'Severity, by the larger PSI',
    value: `${score('drift_psi')} >= ${score('drift_missing_psi')} or ${score('drift_missing_psi')}`,
    limit: threshold('small'),
    verdict: severityOrInconclusive(now, 'feature', ...one),
  },
  {
    name: 'PSI of values',
    value: score('drift_psi'),
    limit: explained,
    verdict: `16 + (${score('drift_psi')} > bool ${explained})`,
  },
  {
    name: 'PSI of missing values',
    value: score('drift_missing_psi'),
    limit: threshold('small'),
    verdict: `10 + 2 * (${score('drift_missing_psi')} >= bool ${threshold('small')})`,
  },
  {
    name: 'Window differs from the reference',
    value: score('drift_detected'),
    verdict: `10 + 2 * ${score('drift_detected')}`,
  },
  {
    name: 'Kolmogorov–Smirnov statistic',
    value: score('drift_ks_statistic'),
    verdict: size('drift_ks_statistic'),
  },
  {
    name: 'Kolmogorov–Smirnov error bound',
    value: score('drift_ks_error_bound'),
    verdict: `0 * ${score('drift_ks_error_bound')} + 18`,
  },
  {
    name: 'Kolmogorov–Smirnov p-value',
    value: score('drift_ks_p_value'),
    limit: `0 * ${score('drift_ks_p_value')} + 0.05`,
    verdict: byProbability('drift_ks_p_value'),
  },
  {
    name: 'Chi-squared p-value',
    value: score('drift_chi_squared_p_value'),
    limit: `0 * ${score('drift_chi_squared_p_value')} + 0.05`,
    verdict: byProbability('drift_chi_squared_p_value'),
  },
  {
    name: 'Jensen–Shannon distance',
    value: score('drift_jensen_shannon_distance'),
    verdict: size('drift_jensen_shannon_distance'),
  },
  {
    name: 'Hellinger distance',
    value: score('drift_hellinger_distance'),
    verdict: size('drift_hellinger_distance'),
  },
  {
    name: 'Wasserstein distance, in deviations',
    value: score('drift_wasserstein_distance_normalized'),
    verdict: size('drift_wasserstein_distance_normalized'),
  },
  {
    name: 'Missing values, share',
    value: score('drift_missing_ratio'),
    verdict: share('drift_missing_ratio'),
  },
  { name: 'Unseen values, share', value: score('drift_unseen_ratio'), verdict: share('drift_unseen_ratio') },
  {
    name: 'Values out of range, share',
    value: score('drift_out_of_range_ratio'),
    verdict: share('drift_out_of_range_ratio'),
  },
];

/** One query for a column, so that rows come as the statistics that the feature has. */
const column = (key: 'value' | 'limit' | 'verdict'): string =>
  rows.flatMap((row) => (row[key] === undefined ? [] : [called(row.name, row[key])])).join('\nor ');

export const statistics: Sheet = {
  id: 'statistics',
  title: 'Statistics of ${feature:text} over ${window:text}, and what they say',
  description:
    'Every statistic of the chosen window in a number and in words. Severity goes by the larger PSI, of values or of missing ones; own variation is how much the reference differs from itself; p-values say how surely something changed and not how much (below 0.05 a sign, below 0.001 a clear one, as if rows were independent); distances say how much. Statistics that do not apply to the kind of the feature are absent.',
  grain: ['statistic'],
  // the verdict first, which each row has: the others follow its order
  queries: [
    atEnd('verdict', column('verdict')),
    atEnd('value', column('value')),
    atEnd('limit', column('limit')),
  ],
  look: {
    mark: 'table',
    columns: [
      { name: 'statistic', title: 'Statistic', unit: 'text' },
      { name: 'value', title: 'Value', unit: 'statistic', width: 90 },
      { name: 'limit', title: 'Against', unit: 'score', width: 90 },
      { name: 'verdict', title: 'Says', unit: 'count', scale: EVIDENCE, width: 260 },
    ],
  },
  nothing: 'no result of this window',
  size: { width: 12, height: 16 },
};
