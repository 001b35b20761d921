import type { FeatureResult } from '../detection/result.js';
import type { ScoreRecord } from './records.js';

/** A column of the scores: where its number comes from. */
export interface ScoreColumn {
  readonly type: 'double precision' | 'text' | 'boolean';
  readonly comment: string;
  /** A key of a statistic's published result; absent where the number stands elsewhere in the result. */
  readonly statistic?: readonly [id: string, key: string];
}

const number = (statistic: string, comment: string): ScoreColumn => {
  const [id = '', key = ''] = statistic.split('.');
  return { type: 'double precision', comment, statistic: [id, key] };
};
const plain = (comment: string): ScoreColumn => ({ type: 'double precision', comment });

/**
 * Every number of a score by its column. They are part of the first migration: nothing here changes, and a column that comes
 * later comes with a migration of its own. What has no column is kept in `other_statistics`.
 */
export const scoreColumns = {
  rows_reference: plain('Rows of the reference, missing values included.'),
  rows_current: plain('Rows of the window, missing values included.'),
  missing_ratio_reference: plain("Share of the reference's rows without a value."),
  missing_ratio_current: plain("Share of the window's rows without a value."),
  unseen_ratio: plain("Share of the window's values that the reference does not have."),
  out_of_range_ratio: plain("Share of the window's values outside the reference's range; numeric only."),
  threshold_small: plain('PSI from which a change counts as small.'),
  threshold_significant: plain('PSI from which a change counts as significant.'),
  threshold_critical: plain('PSI from which a change counts as critical; empty where it never does.'),
  psi: number('psi.value', 'Population stability index.'),
  psi_noise_floor: number(
    'psi.noise_floor',
    'PSI that only one window in twenty exceeds by chance where nothing has changed and rows are independent.',
  ),
  psi_p_value: number(
    'psi.p_value',
    'Probability of such a PSI by chance where nothing has changed and rows are independent.',
  ),
  psi_reference_variation: plain("PSI that the reference's own windows of this length seldom exceed."),
  missing_psi: number('missing_psi.value', 'PSI of missing values against present ones.'),
  missing_psi_noise_floor: number('missing_psi.noise_floor', 'The noise floor of missing_psi.'),
  missing_psi_p_value: number('missing_psi.p_value', 'The p-value of missing_psi.'),
  missing_psi_reference_variation: plain(
    "missing_psi that the reference's own windows of this length seldom exceed.",
  ),
  ks_statistic: number(
    'ks.statistic',
    'Kolmogorov–Smirnov statistic: largest difference of the two distribution functions; numeric only.',
  ),
  ks_p_value: number('ks.p_value', 'Its probability by chance where nothing has changed.'),
  ks_error_bound: number(
    'ks.error_bound',
    'The exact statistic is at most so much larger; empty where it is exact.',
  ),
  ks_significant: {
    type: 'boolean',
    comment: 'Whether the p-value is below the configured level.',
    statistic: ['ks', 'significant'],
  },
  ks_method: {
    type: 'text',
    comment: 'How the p-value was computed: exact or asymptotic.',
    statistic: ['ks', 'method'],
  },
  jensen_shannon_distance: number('jensen_shannon.distance', 'Jensen–Shannon distance, from 0 to 1.'),
  hellinger_distance: number('hellinger.distance', 'Hellinger distance, from 0 to 1.'),
  wasserstein_distance: number(
    'wasserstein.distance',
    "Wasserstein distance in the feature's unit; numeric only.",
  ),
  wasserstein_distance_normalized: number(
    'wasserstein.normalized',
    'Wasserstein distance in standard deviations of the reference.',
  ),
  wasserstein_error_bound: number(
    'wasserstein.error_bound',
    "The exact distance differs by at most so much, in the feature's unit; empty where it is exact.",
  ),
  total_variation: number('total_variation.distance', 'Total variation distance, from 0 to 1.'),
  l_infinity: number('l_infinity.distance', "Largest difference of a cell's share."),
  kullback_leibler: number(
    'kullback_leibler.divergence',
    'Kullback–Leibler divergence of the window from the reference, in nats.',
  ),
  chi_squared_statistic: number(
    'chi_squared.statistic',
    "Pearson's chi-squared statistic; categorical only.",
  ),
  chi_squared_p_value: number('chi_squared.p_value', 'Its probability by chance where nothing has changed.'),
  chi_squared_degrees_of_freedom: number('chi_squared.degrees_of_freedom', 'Its degrees of freedom.'),
  g_test_statistic: number('g_test.statistic', 'Statistic of the G-test; categorical only.'),
  g_test_p_value: number('g_test.p_value', 'Its probability by chance where nothing has changed.'),
  g_test_degrees_of_freedom: number('g_test.degrees_of_freedom', 'Its degrees of freedom.'),
} as const satisfies Readonly<Record<string, ScoreColumn>>;

export type ScoreColumnName = keyof typeof scoreColumns;
export type ScoreValues = Partial<Record<ScoreColumnName, number | boolean | string | null>>;

const columns = Object.entries(scoreColumns) as [ScoreColumnName, ScoreColumn][];
const withColumn = new Set(columns.map(([, { statistic }]) => statistic?.join('.')));

/** Numbers that stand outside the statistics. */
const plainValues: Readonly<Partial<Record<ScoreColumnName, (score: ScoreRecord) => number | undefined>>> = {
  rows_reference: ({ result }) => result.rows.reference,
  rows_current: ({ result }) => result.rows.current,
  missing_ratio_reference: ({ result }) => result.missing_ratio.reference,
  missing_ratio_current: ({ result }) => result.missing_ratio.current,
  unseen_ratio: ({ result }) => result.unseen_ratio,
  out_of_range_ratio: ({ result }) => result.out_of_range_ratio,
  threshold_small: ({ thresholds }) => thresholds?.small,
  threshold_significant: ({ thresholds }) => thresholds?.significant,
  threshold_critical: ({ thresholds }) => thresholds?.critical,
  psi_reference_variation: ({ result }) => result.reference_variation?.psi,
  missing_psi_reference_variation: ({ result }) => result.reference_variation?.missing_psi,
};

/** What a score has in a column; null for nothing and for what is no number. */
export function columnValues(
  name: ScoreColumnName,
  scores: readonly ScoreRecord[],
): (number | boolean | string | null)[] {
  const [id = '', key = ''] = (scoreColumns[name] as ScoreColumn).statistic ?? [];
  const plain = plainValues[name];
  return scores.map((score) => {
    const value = plain === undefined ? score.result.statistics[id]?.[key] : plain(score);
    return value === undefined || (typeof value === 'number' && !Number.isFinite(value)) ? null : value;
  });
}

/** The part of a score's statistics that has no column; null where there is none. */
export function otherStatistics({ result }: ScoreRecord): object | null {
  let other: Record<string, Record<string, unknown>> | null = null;
  for (const [id, statistic] of Object.entries(result.statistics)) {
    for (const [key, value] of Object.entries(statistic)) {
      if (!withColumn.has(`${id}.${key}`)) ((other ??= {})[id] ??= {})[key] = value;
    }
  }
  return other;
}

/** The part of a result that columns and `otherStatistics` have taken apart. */
export function resultOf(
  stored: ScoreValues,
  other: Readonly<Record<string, object>> | null,
): Pick<
  FeatureResult,
  'rows' | 'missing_ratio' | 'unseen_ratio' | 'out_of_range_ratio' | 'reference_variation' | 'statistics'
> {
  const statistics: Record<string, Record<string, number | boolean | string>> = {};
  for (const [name, { statistic }] of columns) {
    const value = stored[name] ?? undefined;
    if (statistic === undefined || value === undefined) continue;
    (statistics[statistic[0]] ??= {})[statistic[1]] = value;
  }
  for (const [id, rest] of Object.entries(other ?? {})) statistics[id] = { ...statistics[id], ...rest };
  const given = (name: ScoreColumnName): number | undefined =>
    (stored[name] as number | null | undefined) ?? undefined;
  const [psi, missingPsi] = [given('psi_reference_variation'), given('missing_psi_reference_variation')];
  const [unseen, outside] = [given('unseen_ratio'), given('out_of_range_ratio')];
  const variation = {
    ...(psi !== undefined && { psi }),
    ...(missingPsi !== undefined && { missing_psi: missingPsi }),
  };
  return {
    rows: { reference: given('rows_reference') ?? 0, current: given('rows_current') ?? 0 },
    missing_ratio: {
      reference: given('missing_ratio_reference') ?? 0,
      current: given('missing_ratio_current') ?? 0,
    },
    ...(unseen !== undefined && { unseen_ratio: unseen }),
    ...(outside !== undefined && { out_of_range_ratio: outside }),
    ...(Object.keys(variation).length > 0 && { reference_variation: variation }),
    statistics,
  };
}
