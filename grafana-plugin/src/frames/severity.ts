/** How much a change matters, from least to most; the order is that of the metric `drift_severity`. */
export const SEVERITIES = ['none', 'small', 'significant', 'critical'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** The score from which a change is of a severity. Absent where the feature never has it. */
export type Thresholds = Readonly<Partial<Record<Exclude<Severity, 'none'>, number>>>;

/** The exporter's defaults. */
export const DEFAULT_THRESHOLDS: Thresholds = { small: 0.1, significant: 0.2, critical: 0.25 };

export function severityOf(score: number, { small, significant, critical }: Thresholds): Severity {
  if (critical !== undefined && score >= critical) {
    return 'critical';
  }
  if (significant !== undefined && score >= significant) {
    return 'significant';
  }
  return small !== undefined && score >= small ? 'small' : 'none';
}
