import type { ExactDistances } from '../source.js';
import { withBlocks, type OrderedBlocks, type Sample } from './orderedBlocks.js';
import { finiteValues } from './sortSample.js';

/**
 * Distances between two samples, in one merge of the two.
 *
 * Kolmogorov–Smirnov: the largest difference of the empirical distribution functions F and G.
 * Wasserstein: ∫|F−G| over finite values (https://en.wikipedia.org/wiki/Wasserstein_metric#One_dimension).
 * Cramér–von Mises: nm/(n+m)² Σ (F−G)² over the pooled sample (Anderson 1962,
 * https://doi.org/10.1214/aoms/1177704477).
 */
export function orderedDistances(reference: Sample, current: Sample): Omit<ExactDistances, 'feature'> {
  return withBlocks(reference, (before) => withBlocks(current, (after) => distances(before, after)));
}

function distances(reference: OrderedBlocks, current: OrderedBlocks): Omit<ExactDistances, 'feature'> {
  const n = reference.present;
  const m = current.present;
  const rows = { referenceRows: n, currentRows: m };
  if (n === 0 || m === 0) return { ...rows, kolmogorovSmirnov: 0, cramerVonMises: 0, ties: false };
  const merge = new Merge(reference, current);
  while (merge.step());
  const { largest, squares, area, ties } = merge.found();
  // equal infinities tie, too
  const isTied = ties || reference.lowest + current.lowest > 1 || reference.highest + current.highest > 1;
  return {
    ...rows,
    kolmogorovSmirnov: largest / (n * m),
    cramerVonMises: squares / n / m / (n + m) ** 2,
    ties: isTied,
    ...(finiteCount(reference) > 0 && finiteCount(current) > 0 ? { wasserstein: area } : {}),
  };
}

function finiteCount({ present, lowest, highest }: OrderedBlocks): number {
  return present - lowest - highest;
}

/** Values that one step of a merge passes. */
const STEP = 65_536;
/** Places in a merge's state. */
const [LARGEST, SQUARES, AREA, TIES, PREVIOUS, MULTIPLICITY] = [0, 1, 2, 3, 4, 5] as const;
const NOTHING = new Float64Array();

/** The finite values of one side, of which a block is at hand. */
class Side {
  readonly finite: number;
  /** Of the finite values, how many came in earlier blocks. */
  before = 0;
  values: Float64Array = NOTHING;
  /** In the block. */
  index = 0;

  constructor(readonly blocks: OrderedBlocks) {
    this.finite = finiteCount(blocks);
  }

  /** Goes on to the next block where this one has been passed; true once there is none. */
  advance(): boolean {
    while (this.index === this.values.length) {
      this.before += this.index;
      this.index = 0;
      const next = this.blocks.next();
      this.values = next === undefined ? NOTHING : finiteValues(next);
      if (next === undefined) return true;
    }
    return false;
  }
}

/**
 * One pass over the finite values of both samples. Differences are kept as whole numbers, nm·(F−G), so that equal
 * distributions are at exactly zero: a value of the reference adds m, a current one takes n away.
 *
 * Taken in steps, with its numbers in an array of doubles in between: the compiler then meets a function that is called
 * often and never has to box a number. One long loop took twice as long, since it was given up and compiled again.
 */
class Merge {
  readonly #state = new Float64Array(6);
  readonly #a: Side;
  readonly #b: Side;

  constructor(
    readonly reference: OrderedBlocks,
    readonly current: OrderedBlocks,
  ) {
    this.#a = new Side(reference);
    this.#b = new Side(current);
    // -Infinity is the first value of both
    this.#state[MULTIPLICITY] = reference.lowest + current.lowest;
    this.#state[PREVIOUS] = -Infinity;
  }

  /** Passes some values; false once all have been passed. */
  step(): boolean {
    const [left, right] = [this.#a, this.#b];
    // both, since either may need its next block
    const ended = [left.advance(), right.advance()];
    const isOver = !ended.includes(false);
    if (isOver) this.#close();
    else this.#pass();
    return !isOver;
  }

  #pass(): void {
    const [left, right] = [this.#a, this.#b];
    const a = left.values;
    const b = right.values;
    const n = this.reference.present;
    const m = this.current.present;
    const finiteN = left.finite;
    const finiteM = right.finite;
    const state = this.#state;
    let largest = state[LARGEST] as number;
    let squares = state[SQUARES] as number;
    let area = state[AREA] as number;
    let ties = state[TIES] as number;
    let previous = state[PREVIOUS] as number;
    let multiplicity = state[MULTIPLICITY] as number;
    let i = left.index;
    let j = right.index;
    // anew in each step: above 2^53, what a sum of whole numbers loses would add up
    let difference = this.#difference();
    // the difference among finite values only
    let height = (left.before + i) * finiteM - (right.before + j) * finiteN;
    // shares, since whole numbers times 1e308 would overflow
    const unit = 1 / (finiteN * finiteM);
    let x = i < a.length ? (a[i] as number) : Infinity;
    let y = j < b.length ? (b[j] as number) : Infinity;
    const end = i + j + STEP;
    while (i + j < end) {
      const value = x <= y ? x : y;
      if (value > previous) {
        // all that equals the previous value has been passed
        const size = Math.abs(difference);
        if (size > largest) largest = size;
        squares += multiplicity * size * size;
        if (multiplicity > 1) ties = 1;
        if (height !== 0) area += Math.abs(height) * unit * (value - previous);
        multiplicity = 0;
        previous = value;
      }
      multiplicity++;
      if (x <= y) {
        difference += m;
        height += finiteM;
        i++;
        if (i === a.length) break;
        x = a[i] as number;
      } else {
        difference -= n;
        height -= finiteN;
        j++;
        if (j === b.length) break;
        y = b[j] as number;
      }
    }
    left.index = i;
    right.index = j;
    state.set([largest, squares, area, ties, previous, multiplicity]);
  }

  /** nm·(F−G) up to here. */
  #difference(): number {
    const [left, right] = [this.#a, this.#b];
    const below = this.reference.lowest + left.before + left.index;
    const belowCurrent = this.current.lowest + right.before + right.index;
    return below * this.current.present - belowCurrent * this.reference.present;
  }

  /** The last value has been passed. */
  #close(): void {
    const size = Math.abs(this.#difference());
    const [largest = 0, squares = 0, area = 0, ties = 0, previous = 0, multiplicity = 0] = this.#state;
    this.#state.set([
      Math.max(largest, size),
      squares + multiplicity * size * size,
      area,
      multiplicity > 1 ? 1 : ties,
      previous,
      multiplicity,
    ]);
  }

  found(): { largest: number; squares: number; area: number; ties: boolean } {
    const [largest = 0, squares = 0, area = 0, ties = 0] = this.#state;
    return { largest, squares, area, ties: ties > 0 };
  }
}
