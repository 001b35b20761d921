import type { SecondMoments } from '../../profile/secondMoments.js';
import { short } from '../reason.js';
import type { ChangedPair, CorrelationChange } from './correlation.js';
import { changeAt, type LengthLimits } from './covariateLimits.js';
import type { CovariateScore, CovariateStatistic } from './covariateStatistic.js';
import * as statistics from './index.js';
import type { PcaReconstruction } from './pcaReconstruction.js';

export interface CovariateSettings {
  /** The p-value that evidence needs, corrected for the number of tests. @default 0.001 */
  readonly level?: number;
  /** Rows that each side needs for a verdict. @default 30 */
  readonly minRows?: number;
}

/** What one statistic says. Beside `score`, `change`, `noise` and `p_value` stands what else it tells. */
export interface CovariateFinding extends CovariateScore {
  /** The change beyond which the reference's own windows seldom are; absent where the reference is too short to tell. */
  readonly threshold?: number;
  /** Null where nothing tells: neither the reference's own windows nor a p-value. */
  readonly exceeded: boolean | null;
}

export interface CovariateVerdict {
  /** Has the joint distribution changed? Null where there are too few rows, or no feature varies. */
  readonly detected: boolean | null;
  /** By the statistic's id. */
  readonly statistics: Readonly<Record<string, CovariateFinding>>;
  /** The two features whose correlation changed most, where that is beyond the limit. */
  readonly pair?: ChangedPair;
  readonly reason: string;
  /** Numeric inputs that have no part in it, since there are more than `covariate.max_features`. */
  readonly left_out?: number;
}

/** Says of a verdict that it is of the first of more features. */
export function ofSome(verdict: CovariateVerdict, lookedAt: number, all: number): CovariateVerdict {
  if (all <= lookedAt) return verdict;
  const reason = `${verdict.reason}; of the first ${lookedAt} of ${all} numeric features`;
  return { ...verdict, reason, left_out: all - lookedAt };
}

/** The same, once, as a warning; undefined where none is left out. */
export function leftOutWarning(lookedAt: number, all: number): string | undefined {
  if (all <= lookedAt) return undefined;
  return `the joint distribution is that of the first ${lookedAt} of ${all} numeric features; covariate.max_features says how many`;
}

const LEVEL = 0.001;
const MIN_ROWS = 30;
/**
 * Of w windows the next one is beyond the largest in one of w + 1, which is often where w is below ten and no p-value stands beside it.
 */
const BEYOND_LARGEST = 1.5;

/** Worded by what it found, the most telling first. */
const order = [
  statistics.correlation,
  statistics.hotelling,
  statistics.pcaReconstruction,
  statistics.frechet,
];

/**
 * The verdict on the joint distribution of a window. With limits, a statistic exceeds where its change is not small, beyond
 * what the reference's own windows do, and, where it has a p-value, certain. Without, p-values decide alone, and hold
 * for independent rows, that of T² for those whose tails are no heavier than a normal distribution's.
 */
export function judgeCovariate(
  reference: SecondMoments,
  current: SecondMoments,
  limits?: LengthLimits,
  { level = LEVEL, minRows = MIN_ROWS }: CovariateSettings = {},
): CovariateVerdict {
  const fewest = Math.min(reference.rows, current.rows);
  if (fewest < minRows) {
    return {
      detected: null,
      statistics: {},
      reason: `${fewest} rows are too few to tell, it takes ${minRows}`,
    };
  }
  const findings = Object.values(statistics).flatMap((statistic): [string, CovariateFinding][] => {
    const result: CovariateScore | undefined = statistic.compute(reference, current);
    return result === undefined ? [] : [[statistic.id, finding(statistic, result, limits, level)]];
  });
  if (findings.length === 0) {
    return { detected: null, statistics: {}, reason: 'no numeric feature varies in the reference' };
  }
  const found = Object.fromEntries(findings);
  const exceeding = order.filter(({ id }) => found[id]?.exceeded === true);
  const correlation = found[statistics.correlation.id] as (CovariateFinding & CorrelationChange) | undefined;
  return {
    detected: exceeding.length > 0,
    statistics: found,
    ...(correlation?.exceeded === true ? { pair: correlation.pair } : {}),
    reason: `${exceeding.length === 0 ? quiet(limits) : exceeding.map(({ id }) => worded(id, found)).join('; ')}${basisOf(limits, level)}`,
  };
}

function finding(
  { id, leastChange }: CovariateStatistic,
  result: CovariateScore,
  limits: LengthLimits | undefined,
  level: number,
): CovariateFinding {
  const limit = limits?.statistics[id];
  const pValue = decidingPValue(result);
  const beyond = limits?.basis === 'largest' && pValue === undefined ? BEYOND_LARGEST : 1;
  const threshold = limit && beyond * changeAt(limit, result.noise);
  // two of the statistics have a p-value
  const isCertain = pValue === undefined || 2 * pValue <= level;
  const isTold = threshold !== undefined || (limits === undefined && pValue !== undefined);
  const exceeded = result.change >= leastChange && isCertain && result.change > (threshold ?? 0);
  return {
    ...result,
    ...(threshold === undefined ? {} : { threshold }),
    exceeded: isTold ? exceeded : null,
  };
}

/** The p-value that a verdict goes by; undefined where there is none. */
export function decidingPValue({ p_value, cautious_p_value }: CovariateScore): number | undefined {
  return cautious_p_value ?? p_value;
}

function worded(id: string, found: Readonly<Record<string, CovariateFinding>>): string {
  const { score, threshold } = found[id] as CovariateFinding;
  const beyond = threshold === undefined ? '' : `, beyond ${short(threshold)}`;
  if (id === statistics.correlation.id) {
    const { pair } = found[id] as CovariateFinding & CorrelationChange;
    return `correlation of ${pair.a} and ${pair.b} went from ${short(pair.reference)} to ${short(pair.current)}${threshold === undefined ? '' : `, by more than ${short(threshold)}`}`;
  }
  if (id === statistics.hotelling.id) return `the mean moved by ${short(score)} deviations${beyond}`;
  if (id === statistics.frechet.id) return `Fréchet distance ${short(score)}${beyond}`;
  const { reference } = found[id] as CovariateFinding & PcaReconstruction;
  return `reconstruction error went from ${short(reference)} to ${short(score)}${threshold === undefined ? '' : `, by more than ${short(threshold)}`}`;
}

function quiet(limits: LengthLimits | undefined): string {
  return limits === undefined ? 'no certain change' : 'changed no more than the reference itself does';
}

function basisOf(limits: LengthLimits | undefined, level: number): string {
  if (limits === undefined)
    return `; without windows of the reference to compare with, p-values decide at ${level}`;
  const { windows, basis } = limits;
  return basis === 'quantile'
    ? `; the limits are the 99 % point of ${windows} reference windows`
    : `; the limits are the largest of ${windows} reference windows`;
}
