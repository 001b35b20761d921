import { chiSquaredSurvival } from '../../../../exporter/src/statistics/numerics/chiSquaredDistribution.js';
import type { Compared, Side } from './compare.js';
import { jensenShannon, tallyValues } from './peerDistances.js';

/** Up to so many reference rows with a value, Evidently tests; beyond that it measures distances. */
const FEW_ROWS = 1_000;
/** Up to so many distinct values, a number is treated as a category. */
const FEW_VALUES = 5;
const SIGNIFICANCE = 0.05;
const DISTANCE = 0.1;
const SMALLEST_DEVIATION = 0.001;

/**
 * Evidently's drift of a column as it comes (0.7.23, `DataDriftPreset`): the test follows from the kind, the number of
 * values and the reference's rows (https://docs.evidentlyai.com/metrics/customize_data_drift). Missing values are dropped; of a column
 * without any value Evidently raises an error, which counts as a sign of drift here.
 *
 * @param ksPValue SciPy's of the two samples
 */
export function evidentlyDrifted(compared: Compared, ksPValue: number | undefined): boolean {
  const { side, sorted } = compared;
  if (side.column.kind === 'numeric') {
    if (sorted.length === 0) return true;
    if (new Set([...known(side).distinct, ...first(sorted)]).size > FEW_VALUES) {
      if (side.sorted.length <= FEW_ROWS) return (ksPValue ?? 1) <= SIGNIFICANCE;
      return normedWasserstein(compared) >= DISTANCE;
    }
  }
  const [reference, current] = tallyValues(compared);
  const rows = total(reference);
  if (total(current) === 0) return true;
  if (rows > FEW_ROWS) return jensenShannon(shares(reference), shares(current), Math.E) >= DISTANCE;
  return reference.length > 2
    ? goodnessOfFit(reference, current) < SIGNIFICANCE
    : proportions(reference, current) < SIGNIFICANCE;
}

/** Distinct values of an ordered sample, so many that it is clear whether they are few. */
function first(sorted: Float64Array): number[] {
  const distinct: number[] = [];
  for (const value of sorted) {
    if (value !== distinct.at(-1)) distinct.push(value);
    if (distinct.length > FEW_VALUES) break;
  }
  return distinct;
}

interface Known {
  readonly distinct: readonly number[];
  readonly deviation: number;
}

const ofReferences = new WeakMap<Side, Known>();

function known(side: Side): Known {
  let found = ofReferences.get(side);
  if (found !== undefined) return found;
  const { sorted } = side;
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  const squares = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  found = { distinct: first(sorted), deviation: Math.sqrt(squares / sorted.length) };
  ofReferences.set(side, found);
  return found;
}

function normedWasserstein({ side, comparison }: Compared): number {
  return (comparison.exact?.wasserstein ?? 0) / Math.max(known(side).deviation, SMALLEST_DEVIATION);
}

/** `chisquare` against the reference's counts, as if those were certain. */
function goodnessOfFit(reference: readonly number[], current: readonly number[]): number {
  const scale = total(current) / total(reference);
  let statistic = 0;
  for (const [index, count] of reference.entries()) {
    const expected = count * scale;
    const difference = (current[index] ?? 0) - expected;
    if (expected === 0) return difference > 0 ? 0 : NaN;
    statistic += difference ** 2 / expected;
  }
  return chiSquaredSurvival(statistic, reference.length - 1);
}

/** The z-test of two shares. */
function proportions(reference: readonly number[], current: readonly number[]): number {
  if (reference.length < 2) return 1;
  const [n, m] = [total(reference), total(current)];
  const [p, q] = [(reference[1] ?? 0) / n, (current[1] ?? 0) / m];
  const pooled = (p * n + q * m) / (n + m);
  const z = (p - q) / Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m));
  return chiSquaredSurvival(z * z, 1);
}

function shares(counts: readonly number[]): number[] {
  const all = total(counts);
  return counts.map((count) => count / all);
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
