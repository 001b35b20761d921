import { Draws } from '../lstm/simulate/draws.js';
import { aucOfRanks, midranks } from './rankAuc.js';

/** Learns to tell rows of class 1 from those of class 0, and gives a score for each row that it is shown. */
export type Train = (
  rows: readonly (readonly number[])[],
  classes: readonly number[],
) => { readonly predict: (rows: readonly (readonly number[])[]) => number[]; readonly free: () => void };

export interface FeatureLoss {
  /** Place of the feature. */
  readonly index: number;
  /** By how much the area falls where the feature's values are shuffled. */
  readonly loss: number;
}

export interface DomainAuc {
  /** Of held-out rows: .5 where nothing tells the two sides apart, 1 where everything does. */
  readonly auc: number;
  /** Share of permutations of the held-out rows' sides that give such an area; absent where none were asked for. */
  readonly pValue?: number;
  /** Rows that it was measured on. */
  readonly heldOut: number;
  readonly losses: readonly FeatureLoss[];
}

const SEED = 20_130_101;

/**
 * A classifier two-sample test (https://arxiv.org/abs/1610.06545): half of the rows of each side teach a classifier to tell the
 * sides apart, and the area under its ROC curve is measured on the other half, which it has not seen. Without drift
 * any assignment of the held-out rows to sides is as likely as any other, so the p-value is exact for independent rows. Folds
 * that take turns would use each row twice, but their areas hang together, and the p-value would be too small.
 *
 * @param rows of both sides, those of the reference first
 * @param reference how many they are
 * @param permutations of which the least p-value is 1 in so many and one; without any, neither that nor features are told
 * @returns undefined where a side has fewer than four rows
 */
export function domainAuc(
  rows: readonly (readonly number[])[],
  reference: number,
  train: Train,
  permutations: number,
): DomainAuc | undefined {
  if (Math.min(reference, rows.length - reference) < 4) return undefined;
  const draws = new Draws(SEED);
  const random = (): number => draws.uniform();
  const classes = rows.map((_, index) => (index < reference ? 0 : 1));
  // rows come in the order of a hash, so every second is as good as any
  const isHeldOut = (_: unknown, index: number): boolean => index % 2 === 1;
  const isTaught = (_: unknown, index: number): boolean => index % 2 === 0;
  const held = rows.filter(isHeldOut);
  const sides = classes.filter(isHeldOut);
  const model = train(rows.filter(isTaught), classes.filter(isTaught));
  try {
    const isWhole = permutations > 0;
    const auc = aucOf(model.predict(held), sides);
    const losses = Array.from({ length: isWhole ? (rows[0]?.length ?? 0) : 0 }, (_, index): FeatureLoss => {
      const values = shuffled(
        held.map((row) => row[index] ?? 0),
        random,
      );
      const without = held.map((row, place) => row.with(index, values[place] ?? 0));
      return { index, loss: auc.area - aucOf(model.predict(without), sides).area };
    });
    return {
      auc: auc.area,
      heldOut: held.length,
      losses: losses.sort((a, b) => b.loss - a.loss),
      ...(isWhole && { pValue: permutationP(auc.ranks, auc, permutations, random) }),
    };
  } finally {
    model.free();
  }
}

function aucOf(scores: readonly number[], sides: readonly number[]) {
  const ranks = midranks(scores);
  let [sum, positives] = [0, 0];
  for (const [index, side] of sides.entries()) {
    if (side === 0) continue;
    sum += ranks[index] as number;
    positives++;
  }
  return { ranks, sum, positives, area: aucOfRanks(sum, positives, sides.length - positives) };
}

function permutationP(
  ranks: Float64Array,
  { sum, positives }: { readonly sum: number; readonly positives: number },
  permutations: number,
  random: () => number,
): number {
  const pool = Float64Array.from(ranks);
  let atLeast = 1;
  for (let permutation = 0; permutation < permutations; permutation++) {
    let drawn = 0;
    for (let place = 0; place < positives; place++) {
      const other = place + Math.floor(random() * (pool.length - place));
      const rank = pool[other] as number;
      pool[other] = pool[place] as number;
      pool[place] = rank;
      drawn += rank;
    }
    if (drawn >= sum) atLeast++;
  }
  return atLeast / (permutations + 1);
}

function shuffled(values: number[], random: () => number): number[] {
  for (let last = values.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [values[last], values[other]] = [values[other] as number, values[last] as number];
  }
  return values;
}
