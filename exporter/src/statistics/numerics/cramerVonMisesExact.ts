import { greatestCommonDivisor } from './greatestCommonDivisor.js';

/** Sums in ascending order, and how many orderings have each. */
interface Frequencies {
  readonly sums: Float64Array;
  readonly counts: Float64Array;
}

/**
 * Exact p-value of the two-sample Cramér–von Mises test: the share of orderings of n and m untied values whose
 * criterion T is `statistic` or more. Equals SciPy's `cramervonmises_2samp(method='exact')`.
 *
 * Counts lattice paths by their sum of squared distances from the diagonal, in whole numbers (Xiao, Gordon and
 * Yakovlev 2006, algorithm 1, https://doi.org/10.18637/jss.v017.i08). Sums from T's own on are counted as one, since
 * they only grow. For samples up to about twenty; counts are exact below 2⁵³ orderings.
 */
export function cramerVonMisesExact(statistic: number, n: number, m: number): number {
  const multiple = (n * m) / greatestCommonDivisor(n, m);
  const a = multiple / n;
  const b = multiple / m;
  // T as a whole number: the sum of (lcm·(F−G))² over the pooled sample
  const limit = Math.round((statistic * multiple * multiple * (n + m) * (n + m)) / (n * m));
  const start: Frequencies = { sums: Float64Array.of(0), counts: Float64Array.of(1) };
  const none: Frequencies = { sums: new Float64Array(0), counts: new Float64Array(0) };
  let column: Frequencies[] = [start, ...Array.from({ length: n }, () => none)];
  for (let j = 0; j <= m; j++) {
    let below = none;
    column = column.map((left, i) => (below = shifted(merged(below, left), (a * i - b * j) ** 2, limit)));
  }
  const { sums, counts } = column[n] ?? none;
  const all = counts.reduce((total, count) => total + count, 0);
  const extreme = counts.reduce(
    (total, count, i) => ((sums[i] as number) >= limit ? total + count : total),
    0,
  );
  return extreme / all;
}

function merged(one: Frequencies, other: Frequencies): Frequencies {
  const sums = new Float64Array(one.sums.length + other.sums.length);
  const counts = new Float64Array(sums.length);
  let length = 0;
  let i = 0;
  let j = 0;
  while (i < one.sums.length && j < other.sums.length) {
    const difference = (one.sums[i] as number) - (other.sums[j] as number);
    sums[length] = (difference <= 0 ? one.sums[i] : other.sums[j]) as number;
    let count = 0;
    if (difference <= 0) count += one.counts[i++] as number;
    if (difference >= 0) count += other.counts[j++] as number;
    counts[length++] = count;
  }
  const rest = i < one.sums.length ? one : other;
  const from = i < one.sums.length ? i : j;
  sums.set(rest.sums.subarray(from), length);
  counts.set(rest.counts.subarray(from), length);
  length += rest.sums.length - from;
  return { sums: sums.subarray(0, length), counts: counts.subarray(0, length) };
}

/** All sums larger by `step`; those from `limit` on become one entry. */
function shifted({ sums, counts }: Frequencies, step: number, limit: number): Frequencies {
  let length = 0;
  for (let i = 0; i < sums.length; i++) {
    const sum = Math.min((sums[i] as number) + step, limit);
    if (length > 0 && sums[length - 1] === sum) {
      counts[length - 1] = (counts[length - 1] as number) + (counts[i] as number);
      continue;
    }
    sums[length] = sum;
    counts[length] = counts[i] as number;
    length++;
  }
  return { sums: sums.subarray(0, length), counts: counts.subarray(0, length) };
}
