import type { FeatureResult } from '../../detection/result.js';
import type { FeatureFamily, FeatureGroup, Sample } from '../family.js';

/** One number a feature and window. */
interface Score {
  readonly name: string;
  readonly group: FeatureGroup;
  readonly help: string;
  /** Undefined where it does not apply. */
  value(result: FeatureResult): number | undefined;
}

/** Reads a number from a statistic's result; none where the feature is inconclusive, since too few rows or hours score anything. */
function from(statistic: string, key: string): Score['value'] {
  return (result) => {
    const value = result.drifted === null ? undefined : result.statistics[statistic]?.[key];
    return typeof value === 'number' ? value : undefined;
  };
}

const scores: readonly Score[] = [
  {
    name: 'drift_psi',
    group: 'psi',
    help: 'Population stability index of the values that are not missing, 0 for none.',
    value: from('psi', 'value'),
  },
  {
    name: 'drift_psi_noise_floor',
    group: 'psi',
    help: 'What 95 % of samples of as many rows without drift stay below in PSI.',
    value: from('psi', 'noise_floor'),
  },
  {
    name: 'drift_psi_reference_variation',
    group: 'psi',
    help: "PSI that the reference's own windows of this length seldom exceed.",
    value: (result) => (result.drifted === null ? undefined : result.reference_variation?.psi),
  },
  {
    name: 'drift_missing_psi',
    group: 'psi',
    help: 'Population stability index of missing against present, 0 for none.',
    value: from('missing_psi', 'value'),
  },
  {
    name: 'drift_ks_statistic',
    group: 'statistics',
    help: 'Kolmogorov-Smirnov statistic over the edges of the grid, 0 to 1; numeric features only.',
    value: from('ks', 'statistic'),
  },
  {
    name: 'drift_ks_error_bound',
    group: 'statistics',
    help: 'The Kolmogorov-Smirnov statistic over all values is at most so much larger; 0 where it is exact.',
    value: (result) => {
      const { ks } = result.drifted === null ? {} : result.statistics;
      return ks && Number(ks.error_bound ?? 0);
    },
  },
  {
    name: 'drift_ks_p_value',
    group: 'statistics',
    help: 'Probability of such a Kolmogorov-Smirnov statistic without drift, if rows were independent.',
    value: from('ks', 'p_value'),
  },
  {
    name: 'drift_jensen_shannon_distance',
    group: 'statistics',
    help: 'Jensen-Shannon distance in base 2, 0 to 1.',
    value: from('jensen_shannon', 'distance'),
  },
  {
    name: 'drift_hellinger_distance',
    group: 'statistics',
    help: 'Hellinger distance, 0 to 1.',
    value: from('hellinger', 'distance'),
  },
  {
    name: 'drift_wasserstein_distance_normalized',
    group: 'statistics',
    help: 'Wasserstein distance in standard deviations of the reference; numeric features only.',
    value: from('wasserstein', 'normalized'),
  },
  {
    name: 'drift_chi_squared_p_value',
    group: 'statistics',
    help: "Probability of such counts without drift, by Pearson's chi-squared test; categorical features only.",
    value: from('chi_squared', 'p_value'),
  },
  {
    name: 'drift_missing_ratio',
    group: 'statistics',
    help: 'Share of current rows without a value, 0 to 1.',
    value: ({ rows, missing_ratio }) => (rows.current > 0 ? missing_ratio.current : undefined),
  },
  {
    name: 'drift_unseen_ratio',
    group: 'statistics',
    help: 'Share of current values that the reference does not have, 0 to 1, where it knows all of its own.',
    value: ({ rows, unseen_ratio }) => (rows.current > 0 ? unseen_ratio : undefined),
  },
  {
    name: 'drift_out_of_range_ratio',
    group: 'statistics',
    help: "Share of current values beyond the reference's smallest and largest, 0 to 1; numeric features only.",
    value: ({ rows, out_of_range_ratio }) => (rows.current > 0 ? out_of_range_ratio : undefined),
  },
];

/** The families with one number a feature and window: to publish another, add it to the table. */
export const scoreFamilies: readonly FeatureFamily[] = scores.map(({ name, group, help, value }) => ({
  name,
  group,
  help,
  type: 'gauge',
  samples: ({ model, feature, windows }) =>
    windows.flatMap(({ window, result }): Sample[] => {
      const score = value(result);
      return score === undefined || !Number.isFinite(score)
        ? []
        : [{ labels: { model, feature, window }, value: score }];
    }),
}));
