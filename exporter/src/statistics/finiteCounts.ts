import type { Profile } from '../profile/profile.js';

/**
 * The rows of each cell whose value is finite: the cells' counts without the infinities in the outermost two. Where
 * nothing lies below the reference's minimum, all of them are +∞, and likewise for −∞; undefined where both
 * sides have values beyond the reference's range, since the share of each infinity is then unknown.
 */
export function finiteCounts({ counts, infinite, below, above }: Profile): Float64Array | undefined {
  if (infinite === 0) return counts;
  const finite = counts.slice();
  const outermost = below === 0 ? finite.length - 1 : above === 0 ? 0 : undefined;
  if (outermost === undefined) return undefined;
  finite[outermost] = Math.max(0, (finite[outermost] ?? 0) - infinite);
  return finite;
}
