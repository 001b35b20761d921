import type { CategoryCount, ExactDistances, FeatureKind } from '../sources/source.js';
import type { Profile } from '../profile/profile.js';

/** What a statistic is computed from: two profiles on one grid and, in one-shot checks, exact distances. */
export interface Comparison {
  readonly reference: Profile;
  readonly current: Profile;
  readonly exact?: ExactDistances;
  /** In one-shot checks: the current categories that the reference does not have, each a cell of its own. */
  readonly unseenCategories?: readonly CategoryCount[];
}

export interface StatisticSettings {
  /** For `ks.significant`. */
  readonly significanceLevel: number;
}

/**
 * One measure of the difference between two profiles. `Result` is published as it stands: finite numbers only.
 * A statistic that does not apply to the kind, or where a side is empty, gives undefined.
 */
export interface Statistic<Result extends object = object> {
  /** Key in JSON output, such as `jensen_shannon`. */
  readonly id: string;
  /** English name, such as `Jensen–Shannon distance`. */
  readonly title: string;
  /** What it tells, in a sentence for a person who reads a report. */
  readonly description: string;
  readonly kinds: readonly FeatureKind[];
  /** Place in tables and reports. */
  readonly order: number;
  compute(comparison: Comparison, settings: StatisticSettings): Result | undefined;
  /** The one number that a chart or a table shows. */
  value(result: Result): number;
}
