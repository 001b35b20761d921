import { defaultDetection } from '../../../../exporter/src/detection/settings.js';
import { Draws } from '../../../support/randomness.js';
import { changed, changes, fits, isOfColumn, waysOf, type Kind } from './changes.js';
import { pick } from './column.js';
import { sideOf } from './compare.js';
import { dataSetNames, readDataSet, type DataSet } from './dataSets.js';
import { Deck } from './rows.js';
import { group, mean } from './tally.js';

/** So many rows stand for the whole of a data set. */
const MOST_ROWS = 60_000;
const HALF_OBSERVATION = 0.5;

/**
 * How often a rule could find a change of one column that knew the change beforehand and how the column is distributed, on
 * the cells of the grid over the whole data set and at our level of false alarms: Neyman and Pearson's most powerful
 * test, whose p-value is found by the saddlepoint (Bahadur and Ranga Rao 1960, https://doi.org/10.1214/aoms/1177705674).
 *
 * @returns of each kind of change the mean over columns, sizes and shares; data sets count alike
 */
export async function bestPossible(rows: number, seed: number, draws = 40): Promise<Map<Kind, number>> {
  const powers = new Map<Kind, number[]>();
  for (const name of dataSetNames) {
    const own = powersOf(await readDataSet(name), rows, new Draws(seed), draws);
    for (const [kind, found] of group(own, ({ kind }) => kind)) {
      powers.set(kind as Kind, [...(powers.get(kind as Kind) ?? []), mean(found.map(({ power }) => power))]);
    }
  }
  return new Map(Array.from(powers, ([kind, own]) => [kind, mean(own)]));
}

function powersOf(
  { columns, rows: all }: DataSet,
  rows: number,
  draws: Draws,
  batches: number,
): { readonly kind: Kind; readonly power: number }[] {
  const places = new Deck(all, draws).draw(Math.min(all, MOST_ROWS));
  // a feature with missing values asks two questions
  const hypotheses = columns.reduce(
    (sum, { values, kind }) =>
      sum + (values.some((value) => (kind === 'numeric' ? Number.isNaN(value) : value < 0)) ? 2 : 1),
    0,
  );
  const level = Math.log(defaultDetection.falseDiscoveryRate / hypotheses);
  const found: { kind: Kind; power: number }[] = [];
  for (const column of columns) {
    const side = sideOf(column, pick(column, places));
    for (const change of changes.filter(isOfColumn)) {
      if (!fits(change, column)) continue;
      const way = draws.below(waysOf(change, column));
      const { comparison } = side.compare(changed(side.values, column, change, way, draws));
      const { reference, current } = comparison;
      const before = [...reference.counts, reference.missing];
      const after = [...current.counts, current.missing];
      // beyond the range there was nothing
      if (column.kind === 'numeric') {
        before.push(0, 0);
        after.push(current.below, current.above);
        after[0] = Math.max(0, (after[0] as number) - current.below);
        const last = reference.counts.length - 1;
        after[last] = Math.max(0, (after[last] as number) - current.above);
      }
      found.push({ kind: change.kind, power: power(before, after, rows, level, draws, batches) });
    }
  }
  return found;
}

/** The share of batches from `after` whose likelihood ratio is as improbable in rows from `before`. */
function power(
  before: readonly number[],
  after: readonly number[],
  rows: number,
  level: number,
  draws: Draws,
  batches: number,
): number {
  const all = before.reduce((sum, count) => sum + count, 0);
  const p = before.map((count) => Math.max(count, HALF_OBSERVATION) / all);
  const q = after.map((count) => count / all);
  const ratios = p.map((share, cell) =>
    Math.log(Math.max(q[cell] as number, HALF_OBSERVATION / all) / share),
  );
  const threshold = thresholdOf(p, ratios, rows, level);
  const sums: number[] = [];
  let sum = 0;
  for (const share of q) sums.push((sum += share));
  let hits = 0;
  for (let batch = 0; batch < batches; batch++) {
    let ratio = 0;
    for (let row = 0; row < rows; row++) ratio += ratios[cellAt(sums, draws.uniform() * sum)] as number;
    if (ratio >= threshold) hits++;
  }
  return hits / batches;
}

/** The sum of log-likelihood ratios that so many rows from `p` exceed with the probability whose logarithm is `level`. */
function thresholdOf(p: readonly number[], ratios: readonly number[], rows: number, level: number): number {
  let [low, high] = [1e-4, 40];
  const at = (tilt: number): { sum: number; logarithm: number } => {
    const weights = p.map((share, cell) => share * Math.exp(tilt * (ratios[cell] as number)));
    const all = weights.reduce((total, weight) => total + weight, 0);
    const mean = weights.reduce((total, weight, cell) => total + weight * (ratios[cell] as number), 0) / all;
    const variance =
      weights.reduce((total, weight, cell) => total + weight * ((ratios[cell] as number) - mean) ** 2, 0) /
      all;
    const spread = tilt * Math.sqrt(2 * Math.PI * rows * variance);
    return {
      sum: rows * mean,
      logarithm: rows * (Math.log(all) - tilt * mean) - Math.log(Math.max(1, spread)),
    };
  };
  for (let step = 0; step < 60; step++) {
    const middle = Math.sqrt(low * high);
    if (at(middle).logarithm > level) low = middle;
    else high = middle;
  }
  return at(high).sum;
}

function cellAt(sums: readonly number[], position: number): number {
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] as number) > position) high = middle;
    else low = middle + 1;
  }
  return low;
}
