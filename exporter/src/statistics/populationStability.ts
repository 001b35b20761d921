import type { CellPair } from './cells.js';
import { chiSquaredQuantile, chiSquaredSurvival } from './numerics/chiSquaredDistribution.js';

export type PopulationStability = {
  readonly value: number;
  /** What 95 % of samples from the reference's own distribution stay below. */
  readonly noise_floor: number;
  /** Probability of such a value without drift. */
  readonly p_value: number;
};

/** A cell that is empty on one side counts there as so many observations. */
const HALF_OBSERVATION = 0.5;
const NOISE_TAIL = 0.05;

/**
 * Population stability index: Σ (p − q) ln(p / q) over shares p and q of the two samples.
 *
 * A cell empty on one side counts there as half an observation, without renormalising, so that the value is finite
 * and otherwise the textbook's. Without drift, PSI / (1/n + 1/m) follows a chi-squared distribution with one
 * degree of freedom less than cells (Yurdakul 2018, https://scholarworks.wmich.edu/dissertations/3208): that gives the
 * noise floor and the p-value. A single cell gives 0, 0 and 1.
 */
export function populationStability(cells: CellPair): PopulationStability {
  const { reference, current, referenceRows, currentRows } = cells;
  let value = 0;
  for (let cell = 0; cell < reference.length; cell++) {
    const before = (reference[cell] || HALF_OBSERVATION) / referenceRows;
    const after = (current[cell] || HALF_OBSERVATION) / currentRows;
    value += (after - before) * Math.log(after / before);
  }
  const scale = 1 / referenceRows + 1 / currentRows;
  const degreesOfFreedom = reference.length - 1;
  return {
    value,
    noise_floor: noiseQuantile(degreesOfFreedom) * scale,
    p_value: chiSquaredSurvival(value / scale, degreesOfFreedom),
  };
}

const noiseQuantiles: number[] = [];

/** One grid is asked for again and again. */
function noiseQuantile(degreesOfFreedom: number): number {
  return (noiseQuantiles[degreesOfFreedom] ??= chiSquaredQuantile(NOISE_TAIL, degreesOfFreedom));
}
