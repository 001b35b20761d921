import type { ExactDistances } from '../source.js';
import { finiteValues } from './sortSample.js';

/**
 * Distances between two samples, each in ascending order and free of NaN, in one merge of the two.
 *
 * Kolmogorov–Smirnov: the largest difference of the empirical distribution functions F and G.
 * Wasserstein: ∫|F−G| over finite values (https://en.wikipedia.org/wiki/Wasserstein_metric#One_dimension).
 * Cramér–von Mises: nm/(n+m)² Σ (F−G)² over the pooled sample (Anderson 1962,
 * https://doi.org/10.1214/aoms/1177704477).
 */
export function orderedDistances(
  reference: Float64Array,
  current: Float64Array,
): Omit<ExactDistances, 'feature'> {
  const n = reference.length;
  const m = current.length;
  const rows = { referenceRows: n, currentRows: m };
  if (n === 0 || m === 0) return { ...rows, kolmogorovSmirnov: 0, cramerVonMises: 0, ties: false };
  const a = finiteValues(reference);
  const b = finiteValues(current);
  const below = (values: Float64Array, finite: Float64Array): number =>
    (finite.byteOffset - values.byteOffset) / values.BYTES_PER_ELEMENT;
  const belowReference = below(reference, a);
  const belowCurrent = below(current, b);
  const merge = new Merge(a, b, n, m, belowReference, belowCurrent);
  while (!merge.step());
  const { largest, squares, area, ties } = merge.found();
  // equal infinities tie, too
  const lowest = belowReference + belowCurrent;
  const highest = n + m - a.length - b.length - lowest;
  return {
    ...rows,
    kolmogorovSmirnov: largest / (n * m),
    cramerVonMises: squares / n / m / (n + m) ** 2,
    ties: ties || lowest > 1 || highest > 1,
    ...(a.length > 0 && b.length > 0 ? { wasserstein: area } : {}),
  };
}

/** Values that one step of a merge passes. */
const STEP = 65_536;
/** Places in a merge's state. */
const [LARGEST, SQUARES, AREA, TIES, DIFFERENCE, HEIGHT, PREVIOUS, MULTIPLICITY] = [
  0, 1, 2, 3, 4, 5, 6, 7,
] as const;

/**
 * One pass over the finite values of both samples. Differences are kept as whole numbers, nm·(F−G), so that equal
 * distributions are at exactly zero: a value of the reference adds m, a current one takes n away.
 *
 * Taken in steps, with its numbers in an array of doubles in between: the compiler then meets a function that is called
 * often and never has to box a number. One long loop took twice as long, since it was given up and compiled again.
 */
class Merge {
  readonly #state = new Float64Array(8);
  #i = 0;
  #j = 0;

  constructor(
    readonly a: Float64Array,
    readonly b: Float64Array,
    readonly n: number,
    readonly m: number,
    belowReference: number,
    belowCurrent: number,
  ) {
    // -Infinity is the first value of both
    this.#state[DIFFERENCE] = belowReference * m - belowCurrent * n;
    this.#state[MULTIPLICITY] = belowReference + belowCurrent;
    this.#state[PREVIOUS] = -Infinity;
  }

  /** Passes some values; true once all have been passed. */
  step(): boolean {
    const { a, b, n, m } = this;
    const finiteN = a.length;
    const finiteM = b.length;
    const state = this.#state;
    let largest = state[LARGEST] as number;
    let squares = state[SQUARES] as number;
    let area = state[AREA] as number;
    let ties = state[TIES] as number;
    let difference = state[DIFFERENCE] as number;
    // the difference among finite values only
    let height = state[HEIGHT] as number;
    let previous = state[PREVIOUS] as number;
    let multiplicity = state[MULTIPLICITY] as number;
    // shares, since whole numbers times 1e308 would overflow
    const unit = 1 / (finiteN * finiteM);
    let i = this.#i;
    let j = this.#j;
    let left = i < finiteN ? (a[i] as number) : Infinity;
    let right = j < finiteM ? (b[j] as number) : Infinity;
    const end = Math.min(finiteN + finiteM, i + j + STEP);
    for (;;) {
      const value = left <= right ? left : right;
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
      if (i + j === end) break;
      multiplicity++;
      if (left <= right) {
        difference += m;
        height += finiteM;
        i++;
        left = i < finiteN ? (a[i] as number) : Infinity;
      } else {
        difference -= n;
        height -= finiteN;
        j++;
        right = j < finiteM ? (b[j] as number) : Infinity;
      }
    }
    this.#i = i;
    this.#j = j;
    state.set([largest, squares, area, ties, difference, height, previous, multiplicity]);
    return i + j === finiteN + finiteM;
  }

  found(): { largest: number; squares: number; area: number; ties: boolean } {
    const [largest = 0, squares = 0, area = 0, ties = 0] = this.#state;
    return { largest, squares, area, ties: ties > 0 };
  }
}
