import { presentRows, type Profile } from '../profile/profile.js';
import type { Comparison } from '../statistics/statistic.js';
import { fisherExact } from './fisherExact.js';

/**
 * More unseen categories than the reference itself lets expect? A row of the reference would be unseen by the others
 * where its category occurs once: that share estimates the share of unseen current rows (Good and Turing,
 * https://doi.org/10.1093/biomet/40.3-4.237). Its variance, (once + 2 · twice) / n², is larger than that of a count, so
 * both sides count for less. Likewise of a number whose values the reference knows, each of which has a cell of its own: what
 * lies among them and is none of them. Undefined where the reference does not know all its categories or values.
 */
export function unseenShare({ reference, current }: Comparison): number | undefined {
  const { grid } = reference;
  if (grid.kind === 'categorical') {
    if (grid.rare === undefined || !grid.complete) return undefined;
    return moreUnseen(reference, current, grid.rare);
  }
  if (grid.distinct === undefined) return undefined;
  let [once, twice] = [0, 0];
  for (const rows of reference.counts) {
    if (rows === 1) once++;
    else if (rows === 2) twice++;
  }
  // a reference that has moved on has values itself that its cells have not
  return moreUnseen(reference, current, { once: Math.max(once, reference.unseen), twice });
}

function moreUnseen(
  reference: Profile,
  current: Profile,
  { once, twice }: { readonly once: number; readonly twice: number },
): number {
  const dispersion = 1 + (2 * twice) / Math.max(1, once);
  const scaled = (count: number): number => Math.floor(count / dispersion);
  // fewer than expected is no sign of anything new
  if (current.unseen * presentRows(reference) <= once * presentRows(current)) return 1;
  return fisherExact(
    { hits: Math.ceil(once / dispersion), rows: scaled(presentRows(reference)) },
    { hits: scaled(current.unseen), rows: scaled(presentRows(current)) },
  );
}
