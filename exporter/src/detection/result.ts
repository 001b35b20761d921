import type { FeatureKind } from '../sources/source.js';
import type { ModelFindings } from './model/modelFindings.js';
import type { Comparison } from '../statistics/statistic.js';

export const severities = ['none', 'small', 'significant', 'critical'] as const;
export type Severity = (typeof severities)[number] | 'inconclusive';

/** A statistic's published result: finite numbers, booleans and words by name. */
export type StatisticResult = Readonly<Record<string, number | boolean | string>>;

export interface Sides<T> {
  readonly reference: T;
  readonly current: T;
}

/** One feature in one window: the verdicts, why, and the numbers behind them. */
export interface FeatureResult {
  readonly feature: string;
  readonly kind: FeatureKind;
  /** Null where there is too little data to say. */
  readonly drifted: boolean | null;
  readonly severity: Severity;
  readonly reason: string;
  readonly rows: Sides<number>;
  readonly missing_ratio: Sides<number>;
  /** Share of current values that are no category or value of the reference; absent where unknown. */
  readonly unseen_ratio?: number;
  /** Share of current values outside the reference's range, numeric only. */
  readonly out_of_range_ratio?: number;
  /** In the monitor: the PSI that the reference's own windows of this length and as many rows seldom exceed. */
  readonly reference_variation?: { readonly psi?: number; readonly missing_psi?: number };
  readonly statistics: Readonly<Record<string, StatisticResult>>;
}

export interface Exclusion {
  readonly feature: string;
  readonly reason: string;
}

/** The rows of a window in which a column has one value, or none of the chosen ones, against the same rows of the reference. */
export interface SegmentResult {
  /** `column=value`. */
  readonly segment: string;
  readonly column: string;
  /** As text, '' for NULL; null for the rest. */
  readonly value: string | null;
  readonly drifted: boolean | null;
  readonly severity: Severity;
  readonly rows: Sides<number>;
  readonly features: readonly FeatureResult[];
}

/** One model in one window, as `check --format json` prints it: its features, and what is told of it as a whole. */
export interface CheckResult extends ModelFindings {
  readonly model: string;
  readonly window_name?: string;
  /** ISO 8601, UTC; present where the window is a time range. */
  readonly from?: string;
  readonly to?: string;
  readonly drifted: boolean | null;
  readonly severity: Severity;
  readonly reference: { readonly rows: number; readonly version: string };
  readonly current: { readonly rows: number };
  readonly excluded: readonly Exclusion[];
  /** Features that could not be checked, each with its error; the others were. */
  readonly failed: readonly { readonly feature: string; readonly error: string }[];
  readonly warnings: readonly string[];
  readonly features: readonly FeatureResult[];
  /** Present where the model has segments; they have no say in the verdicts above. */
  readonly segments?: readonly SegmentResult[];
}

/** A result together with the comparisons that it was computed from, by feature, for pictures. */
export interface CheckOutcome {
  readonly result: CheckResult;
  readonly comparisons: ReadonlyMap<string, Comparison>;
}
