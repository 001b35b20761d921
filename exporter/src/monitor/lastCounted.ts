import { emptyProfile, type Profile } from '../profile/profile.js';
import { addSparse, type MutableProfile } from '../profile/sparseProfile.js';
import type { BucketProfile } from '../store/records.js';
import type { Progress } from './runtime.js';

/**
 * What was last counted of features that cannot be counted now, in [from, to): their column may be gone, and the rows that
 * were there before are not.
 */
export function lastCounted(
  { context, buckets }: Pick<Progress, 'context' | 'buckets'>,
  features: readonly string[],
  from: number,
  to: number,
): BucketProfile[] {
  if (features.length === 0) return [];
  const grids = new Map(context.features.map(({ feature, profile }) => [feature.name, profile.grid]));
  return [...buckets].flatMap(([start, known]) =>
    features.flatMap((feature): BucketProfile[] => {
      const [grid, sparse] = [grids.get(feature), known.get(feature)];
      if (start < from || start >= to || grid === undefined || sparse === undefined) return [];
      const profile: Profile = emptyProfile(grid);
      addSparse(profile as MutableProfile, sparse);
      return [{ feature, segment: '', start, profile }];
    }),
  );
}
