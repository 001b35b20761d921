import type { ExactDistances } from '../source.js';

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
  const finite = finiteRange(reference);
  const finiteCurrent = finiteRange(current);
  let i = 0;
  let j = 0;
  let largest = 0;
  let area = 0;
  let squares = 0;
  let ties = false;
  let previous = Number.NaN;
  let gap = 0;
  while (i < n || j < m) {
    const value =
      j >= m || (i < n && (reference[i] as number) <= (current[j] as number))
        ? (reference[i] as number)
        : (current[j] as number);
    // `gap` is |F−G| among finite values just below `value`
    if (gap > 0 && Number.isFinite(value) && Number.isFinite(previous)) area += gap * (value - previous);
    const start = i + j;
    while (i < n && reference[i] === value) i++;
    while (j < m && current[j] === value) j++;
    const multiplicity = i + j - start;
    if (multiplicity > 1) ties = true;
    // an integer numerator keeps equal distributions at exactly zero
    const difference = Math.abs(i * m - j * n);
    if (difference > largest) largest = difference;
    const share = difference / n / m;
    squares += multiplicity * share * share;
    if (Number.isFinite(value)) {
      gap = Math.abs((i - finite.start) / finite.count - (j - finiteCurrent.start) / finiteCurrent.count);
    }
    previous = value;
  }
  const wasserstein = finite.count > 0 && finiteCurrent.count > 0 ? area : undefined;
  return {
    referenceRows: n,
    currentRows: m,
    kolmogorovSmirnov: n > 0 && m > 0 ? largest / (n * m) : Number.NaN,
    ...(wasserstein === undefined ? {} : { wasserstein }),
    cramerVonMises: n > 0 && m > 0 ? (n * m * squares) / (n + m) ** 2 : Number.NaN,
    ties,
  };
}

function finiteRange(sorted: Float64Array): { start: number; count: number } {
  let start = 0;
  let end = sorted.length;
  while (start < end && sorted[start] === -Infinity) start++;
  while (end > start && sorted[end - 1] === Infinity) end--;
  return { start, count: end - start };
}
