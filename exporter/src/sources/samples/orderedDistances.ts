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
  const { largest, squares, area, ties } = merge(a, b, n, m, belowReference, belowCurrent);
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

/**
 * One pass over the finite values of both. Differences are kept as whole numbers, nm·(F−G), so that equal
 * distributions are at exactly zero: a step of the reference adds m, a step of the current values takes n away.
 */
function merge(
  a: Float64Array,
  b: Float64Array,
  n: number,
  m: number,
  belowReference: number,
  belowCurrent: number,
): { largest: number; squares: number; area: number; ties: boolean } {
  const finiteN = a.length;
  const finiteM = b.length;
  // -Infinity is the first value of both
  let difference = belowReference * m - belowCurrent * n;
  let largest = Math.abs(difference);
  let squares = (belowReference + belowCurrent) * difference * difference;
  let ties = false;
  // the same difference among finite values only, and the area between the two
  let height = 0;
  let area = 0;
  // shares, since whole numbers times 1e308 would overflow
  const unit = 1 / (finiteN * finiteM);
  let previous = Math.min(a[0] ?? 0, b[0] ?? 0);
  let i = 0;
  let j = 0;
  while (i < finiteN || j < finiteM) {
    const left = i < finiteN ? (a[i] as number) : Infinity;
    const right = j < finiteM ? (b[j] as number) : Infinity;
    const value = left < right ? left : right;
    if (value > previous) area += Math.abs(height) * unit * (value - previous);
    const before = i + j;
    if (left === value) {
      do i++;
      while (i < finiteN && a[i] === value);
    }
    if (right === value) {
      do j++;
      while (j < finiteM && b[j] === value);
    }
    const multiplicity = i + j - before;
    if (multiplicity > 1) ties = true;
    difference = (belowReference + i) * m - (belowCurrent + j) * n;
    height = i * finiteM - j * finiteN;
    const size = Math.abs(difference);
    if (size > largest) largest = size;
    squares += multiplicity * size * size;
    previous = value;
  }
  return { largest, squares, area, ties };
}
