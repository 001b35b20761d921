import { chiSquaredSurvival } from './numerics/chiSquaredDistribution.js';

/** Result of a test of whether two samples have the same distribution over cells. */
export type Homogeneity = {
  readonly statistic: number;
  readonly p_value: number;
  readonly degrees_of_freedom: number;
};

/** A statistic with its p-value from the chi-squared distribution with one degree of freedom less than `cells`. */
export function homogeneity(statistic: number, cells: number): Homogeneity {
  const degrees_of_freedom = cells - 1;
  return { statistic, p_value: chiSquaredSurvival(statistic, degrees_of_freedom), degrees_of_freedom };
}
