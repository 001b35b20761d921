import type { SecondMoments } from '../../profile/secondMoments.js';

/** What every statistic of the joint distribution tells; finite numbers only. */
export interface CovariateScore {
  /** The number that is published; what it means is the statistic's own. */
  readonly score: number;
  /** How far the current rows are from the reference: 0 where their moments are the same, and what thresholds look at. */
  readonly change: number;
  /** The root mean square of `change` without drift, were rows independent and normal. */
  readonly noise: number;
  /** Probability of as much change without drift, were rows independent and normal; absent where nothing tells. */
  readonly p_value?: number;
  /** The same for rows with heavier tails, where that differs: what verdicts go by. */
  readonly cautious_p_value?: number;
}

/** One measure of how the joint distribution of numeric features differs from the reference's. */
export interface CovariateStatistic<Result extends CovariateScore = CovariateScore> {
  /** Key in JSON output, such as `hotelling`. */
  readonly id: string;
  /** English name, such as `Hotelling's T²`. */
  readonly title: string;
  /** What it tells, in a sentence for a person who reads a report. */
  readonly description: string;
  /** Place in tables and reports. */
  readonly order: number;
  /** A change below it is too small to count as drift, however certain it is. */
  readonly leastChange: number;
  /** Undefined where a side has too few rows, or the reference no feature that varies. */
  compute(reference: SecondMoments, current: SecondMoments): Result | undefined;
}
