import type { Grid } from './grid.js';
import { emptyProfile, mergeProfiles, type Profile } from './profile.js';

/** A profile of the rows whose timestamp lies in one bucket. */
export interface Bucket {
  /** Milliseconds since the epoch. */
  readonly start: number;
  readonly profile: Profile;
}

/** The profile of all rows in [from, to), milliseconds since the epoch: the sum of the buckets that start there. */
export function windowProfile(grid: Grid, buckets: Iterable<Bucket>, from: number, to: number): Profile {
  let sum = emptyProfile(grid);
  for (const { start, profile } of buckets) {
    if (start >= from && start < to) sum = mergeProfiles(sum, profile);
  }
  return sum;
}
