import type { SegmentConfig } from '../../config/schema.js';

/** Segments times features that a model's monitor holds in memory at most: some twelve kilobytes each and window. */
const MOST = 5_000;
/** So many slots of a reference that moves on take as much again. */
const SLOTS = 12;

/**
 * The wishes as far as memory allows, and what is said where that is less.
 * @param slots that are held of each feature of each segment, where the reference moves on
 */
export function fittingSegments(
  wishes: readonly SegmentConfig[],
  features: number,
  slots = 0,
): { readonly fitting: readonly SegmentConfig[]; readonly warnings: readonly string[] } {
  const most = MOST / (1 + slots / SLOTS);
  const share = Math.floor(most / Math.max(1, features) / Math.max(1, wishes.length)) - 1;
  const warnings = wishes.flatMap(({ column, top }) => {
    if (top <= share) return [];
    const instead = share < 1 ? 'are left out' : `are those of its ${share} most frequent values`;
    return [
      `segments of ${JSON.stringify(column)} ${instead}: top: ${top} with ${features} features would take too much memory; lower it, or list fewer features`,
    ];
  });
  return {
    fitting: share < 1 ? [] : wishes.map((wish) => ({ ...wish, top: Math.min(wish.top, share) })),
    warnings,
  };
}
