/** A line of the table of statistics: `t` is a row of drift.scores. */
interface StatisticRow {
  readonly name: string;
  readonly value: string;
  readonly limit?: string;
  /** SQL for the verdict in words; without a verdict the row is left out. */
  readonly says: string;
}

const explained = 'greatest(t.psi_noise_floor, t.psi_reference_variation)';
const size = (value: string): string => `CASE WHEN ${value} IS NOT NULL THEN 'a size, without a limit' END`;
const share = (value: string): string =>
  `CASE WHEN ${value} > 0 THEN 'some' WHEN ${value} <= 0 THEN 'none' END`;
const byProbability = (value: string): string =>
  `CASE WHEN ${value} < 0.001 THEN 'clear sign of change' WHEN ${value} < 0.05 THEN 'a sign of change'
    WHEN ${value} >= 0.05 THEN 'no sign of change' END`;
const sizeOf = (name: string, value: string): StatisticRow => ({ name, value, says: size(value) });
const shareOf = (name: string, value: string): StatisticRow => ({ name, value, says: share(value) });
const probabilityOf = (name: string, value: string): StatisticRow => ({
  ...{ name, value, says: byProbability(value) },
  limit: `CASE WHEN ${value} IS NOT NULL THEN 0.05 END`,
});

/** As the dashboard Feature Analysis words them. */
const rows: readonly StatisticRow[] = [
  {
    name: 'Severity, by the larger PSI',
    value: 'greatest(t.psi, t.missing_psi)',
    limit: 't.threshold_small',
    says: 't.severity',
  },
  {
    name: 'PSI of values',
    value: 't.psi',
    limit: explained,
    says: `CASE WHEN t.psi > ${explained} THEN 'beyond chance and own variation'
    WHEN t.psi <= ${explained} THEN 'within chance and own variation' END`,
  },
  {
    name: 'PSI of missing values',
    value: 't.missing_psi',
    limit: 't.threshold_small',
    says: `CASE WHEN t.missing_psi >= t.threshold_small THEN 'clear sign of change'
    WHEN t.missing_psi < t.threshold_small THEN 'no sign of change' END`,
  },
  {
    name: 'Window differs from the reference',
    value: 't.drifted::int',
    says: "CASE WHEN t.drifted THEN 'clear sign of change' WHEN NOT t.drifted THEN 'no sign of change' END",
  },
  sizeOf('Kolmogorov–Smirnov statistic', 't.ks_statistic'),
  {
    name: 'Kolmogorov–Smirnov error bound',
    value: 't.ks_error_bound',
    says: "CASE WHEN t.ks_error_bound IS NOT NULL THEN 'how exact the statistic is' END",
  },
  probabilityOf('Kolmogorov–Smirnov p-value', 't.ks_p_value'),
  probabilityOf('Chi-squared p-value', 't.chi_squared_p_value'),
  sizeOf('Jensen–Shannon distance', 't.jensen_shannon_distance'),
  sizeOf('Hellinger distance', 't.hellinger_distance'),
  sizeOf('Wasserstein distance, in deviations', 't.wasserstein_distance_normalized'),
  shareOf('Missing values, share', 't.missing_ratio_current'),
  shareOf('Unseen values, share', 't.unseen_ratio'),
  shareOf('Values out of range, share', 't.out_of_range_ratio'),
];

/** SQL that makes a row of drift.scores into rows of its statistics, in their order. */
export const statisticRows = `(VALUES
  ${rows
    .map(
      ({ name, value, limit = 'NULL', says }, index) =>
        `(${index + 1}, '${name}', (${value})::float8, (${limit})::float8, ${says})`,
    )
    .join(',\n  ')}
) AS v(statistic_order, statistic, statistic_value, statistic_limit, statistic_says)`;
