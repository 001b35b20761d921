import type { Profile } from '../profile/profile.js';
import { addSparse, type SparseProfile } from '../profile/sparseProfile.js';
import { copyOf, type BucketMap, type SlidingWindows } from './slidingWindows.js';

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

function withRunning(whole: Profile, running: SparseProfile | undefined): Profile {
  const sum = copyOf(whole);
  if (running !== undefined) addSparse(sum, running);
  return sum;
}
