import { suppressSmallCells } from '../profile/privacy.js';
import type { Profile } from '../profile/profile.js';
import { addSparse, type SparseProfile } from '../profile/sparseProfile.js';
import type { Comparison } from '../statistics/statistic.js';
import type { BucketMap } from './bucketMap.js';
import { copyOf, type SlidingWindows } from './slidingWindows.js';
import { windowComparisons, type ComparisonContext, type WindowComparison } from './windowComparisons.js';

/** Windows that end with the running bucket: as many whole buckets as each is long, and the running one besides. */
export interface LiveWindows {
  /** The whole buckets. */
  readonly windows: SlidingWindows;
  profile(length: number, feature: string): Profile;
}

/** @param running start of the running bucket, milliseconds since the epoch */
export function liveWindows(closed: SlidingWindows, buckets: BucketMap, running: number): LiveWindows {
  const windows = closed.fork();
  while (windows.end < running) windows.advance(buckets);
  const newest = buckets.get(running);
  return {
    windows,
    profile: (length, feature) => withRunning(windows.profile(length, feature), newest?.get(feature)),
  };
}

/** The comparison of every feature in a live window [from, to). */
export function liveComparisons(
  context: ComparisonContext,
  live: LiveWindows,
  length: number,
  from: number,
  to: number,
): ReadonlyMap<string, WindowComparison> {
  const profileOf = (feature: string): Profile => live.profile(length, feature);
  return windowComparisons(context, live.windows, length, from, to, profileOf);
}

/** What pictures may show of a window. */
export function publishedComparisons(
  compared: ReadonlyMap<string, WindowComparison>,
  minCell: number,
): ReadonlyMap<string, Comparison> {
  return new Map(
    Array.from(compared, ([feature, { comparison }]) => [
      feature,
      { ...comparison, current: suppressSmallCells(comparison.current, minCell) },
    ]),
  );
}

function withRunning(whole: Profile, running: SparseProfile | undefined): Profile {
  const sum = copyOf(whole);
  if (running !== undefined) addSparse(sum, running);
  return sum;
}
