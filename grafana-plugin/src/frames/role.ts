/** What a query's values are. */
export type Role =
  | 'score'
  | 'noise_floor'
  | 'reference_variation'
  | 'threshold'
  | 'severity'
  | 'detected'
  | 'active'
  | 'inconclusive'
  | 'rows'
  | 'missing_ratio'
  | 'unseen_ratio'
  | 'out_of_range_ratio'
  | 'distribution'
  | 'category'
  | 'bucket'
  | 'attribution'
  | 'importance'
  | 'reference';

/** A role, and what the name says beyond it: `threshold_small` is a threshold with the label `severity="small"`. */
export interface NamedRole {
  readonly role: Role;
  readonly labels?: Readonly<Record<string, string>>;
}

const named = (role: Role, ...names: readonly string[]): Array<[string, NamedRole]> =>
  [role, ...names].map((name) => [name, { role }]);
const labelled = (name: string, role: Role, labels: Record<string, string>): [string, NamedRole] => [
  name,
  { role, labels },
];

/** Metrics of the exporter, columns of its store's views, and names that people give their queries. */
const roles = new Map<string, NamedRole>([
  ...named('score', 'drift_psi', 'psi'),
  ...named('noise_floor', 'drift_psi_noise_floor', 'psi_noise_floor'),
  ...named('reference_variation', 'drift_psi_reference_variation', 'psi_reference_variation'),
  ...named('threshold', 'drift_threshold'),
  ...named('severity', 'drift_severity', 'severity_order'),
  ...named('detected', 'drift_detected', 'drifted'),
  ...named('active', 'drift_active', 'features_active'),
  ...named('inconclusive', 'drift_inconclusive'),
  ...named('rows', 'drift_rows'),
  ...named('missing_ratio', 'drift_missing_ratio'),
  ...named('unseen_ratio', 'drift_unseen_ratio'),
  ...named('out_of_range_ratio', 'drift_out_of_range_ratio'),
  ...named('distribution', 'drift_distribution_ratio'),
  ...named('category', 'drift_category_ratio'),
  ...named('bucket', 'drift_observations_bucket'),
  ...named('attribution', 'drift_attribution_ratio', 'attribution_ratio'),
  ...named('importance', 'drift_importance_ratio', 'importance_ratio'),
  ...named('reference', 'drift_reference_info'),
  labelled('threshold_small', 'threshold', { severity: 'small' }),
  labelled('threshold_significant', 'threshold', { severity: 'significant' }),
  labelled('threshold_critical', 'threshold', { severity: 'critical' }),
  labelled('rows_reference', 'rows', { dataset: 'reference' }),
  labelled('rows_current', 'rows', { dataset: 'current' }),
  labelled('missing_ratio_reference', 'missing_ratio', { dataset: 'reference' }),
  labelled('missing_ratio_current', 'missing_ratio', { dataset: 'current' }),
  labelled('importance_ratio_reference', 'importance', { dataset: 'reference' }),
]);

/** Every name that has a role. */
export const namesWithRole: readonly string[] = Array.from(roles.keys());

/** The role that a metric, a column or a query has by its name; none for any other name. */
export function roleOf(name: string | undefined): NamedRole | undefined {
  return name === undefined ? undefined : roles.get(name);
}

/** Labels and columns that only cells of a distribution have, and what such a cell is. */
const CELLS: ReadonlyArray<readonly [name: string, role: Role]> = [
  ['le', 'bucket'],
  ['bucket', 'bucket'],
  ['upper', 'distribution'],
  ['upper_bound', 'distribution'],
  ['ratio_reference', 'distribution'],
  ['category', 'category'],
];

/** What a number is whose name says nothing, by its labels or its row's columns: a cell of a distribution, else a score. */
export function unnamedRole(names: readonly string[]): NamedRole {
  const [, role] = CELLS.find(([name]) => names.includes(name)) ?? ['', 'score' as const];
  return { role };
}
