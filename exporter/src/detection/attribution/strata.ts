/** A two-by-two table of one cell: rows of either side, and how many of them are hits (1 rather than 0). */
export interface Stratum {
  readonly rows: { readonly reference: number; readonly current: number };
  readonly hits: { readonly reference: number; readonly current: number };
}

/** Below that many expected hits or misses on a side, the normal distribution promises too much. */
const EXPECTED = 5;

/**
 * z of the Cochran–Mantel–Haenszel test, without continuity correction, that within each stratum the share of hits is the same on
 * both sides (https://en.wikipedia.org/wiki/Cochran%E2%80%93Mantel%E2%80%93Haenszel_statistics): positive where the current side
 * has more. Of one stratum it is the two-proportion z times √((N − 1) / N). Undefined where nothing could differ.
 */
export function stratumTest(strata: readonly Stratum[]): number | undefined {
  let surplus = 0;
  let variance = 0;
  for (const { rows, hits } of strata) {
    const all = rows.reference + rows.current;
    if (!(all > 1)) continue;
    const share = (hits.reference + hits.current) / all;
    surplus += hits.current - rows.current * share;
    variance += ((rows.reference * rows.current) / (all - 1)) * share * (1 - share);
  }
  return variance > 0 ? surplus / Math.sqrt(variance) : undefined;
}

/**
 * Puts strata together until each pool expects five hits and five misses on either side: neighbours or, in any order, the
 * smallest first. Within a pool rows are still compared with those of their own stratum.
 */
export function poolStrata(strata: readonly Stratum[], anyOrder: boolean): Stratum[][] {
  const ordered = anyOrder ? [...strata].sort((a, b) => leastExpected([a]) - leastExpected([b])) : strata;
  const pools: Stratum[][] = [];
  let open: Stratum[] = [];
  for (const stratum of ordered) {
    open.push(stratum);
    if (leastExpected(open) < EXPECTED) continue;
    pools.push(open);
    open = [];
  }
  if (open.length > 0) pools.push([...(pools.pop() ?? []), ...open]);
  return pools;
}

export function leastExpected(strata: readonly Stratum[]): number {
  const expected = { hits: 0, misses: 0 };
  for (const { rows, hits } of strata) {
    const smaller = Math.min(rows.reference, rows.current) / (rows.reference + rows.current);
    const all = hits.reference + hits.current;
    expected.hits += all * smaller;
    expected.misses += (rows.reference + rows.current - all) * smaller;
  }
  return Math.min(expected.hits, expected.misses);
}
