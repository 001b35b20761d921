import { emptyProfile, type Profile } from '../profile/profile.js';
import type { ReferenceFeature } from '../profile/reference.js';
import { addSparse, type MutableProfile, type SparseProfile } from '../profile/sparseProfile.js';
import type { BucketMap } from './bucketMap.js';

/**
 * The profiles of several windows that end at one moment, per feature: as the end moves on by a bucket, the bucket that
 * enters is added and the one that leaves is taken away, so that a step costs the same however long the window is.
 */
export class SlidingWindows {
  /** By window length, then by feature. */
  readonly #sums: Map<number, Map<string, MutableProfile>>;

  constructor(
    readonly features: readonly ReferenceFeature[],
    readonly lengths: readonly number[],
    readonly bucket: number,
    /** Where the windows end, milliseconds since the epoch. */
    public end: number,
    sums?: Map<number, Map<string, MutableProfile>>,
  ) {
    this.#sums = sums ?? new Map(lengths.map((length) => [length, emptySums(features)]));
  }

  /** Moves the end on to the end of the next bucket. Leaving buckets must still be in `buckets`. */
  advance(buckets: BucketMap): void {
    const entering = buckets.get(this.end);
    for (const [length, sums] of this.#sums) {
      add(sums, entering, 1);
      add(sums, buckets.get(this.end - length), -1);
    }
    this.end += this.bucket;
  }

  /** Puts other counts of a feature in place of those that it had in a bucket, in the windows that hold the bucket. */
  amend(
    start: number,
    feature: string,
    before: SparseProfile | undefined,
    after: SparseProfile | undefined,
  ): void {
    for (const [length, sums] of this.#sums) {
      const sum = sums.get(feature);
      if (sum === undefined || start < this.end - length || start >= this.end) continue;
      if (before !== undefined) addSparse(sum, before, -1);
      if (after !== undefined) addSparse(sum, after);
    }
  }

  /** The sum over one window; it changes as the windows advance. */
  profile(length: number, feature: string): Profile {
    const profile = this.#sums.get(length)?.get(feature);
    if (profile === undefined) throw new RangeError(`no window of ${length} ms for ${feature}`);
    return profile;
  }

  /** The same windows, to be advanced on their own. */
  fork(): SlidingWindows {
    const sums = new Map(
      Array.from(this.#sums, ([length, profiles]) => [
        length,
        new Map(Array.from(profiles, ([feature, profile]) => [feature, copyOf(profile)])),
      ]),
    );
    return new SlidingWindows(this.features, this.lengths, this.bucket, this.end, sums);
  }
}

export function copyOf(profile: Profile): MutableProfile {
  const { counts, sums, squares } = profile;
  return { ...profile, counts: counts.slice(), sums: sums.slice(), squares: squares.slice() };
}

function emptySums(features: readonly ReferenceFeature[]): Map<string, MutableProfile> {
  return new Map(
    features.map(({ feature, profile }) => [feature.name, emptyProfile(profile.grid) as MutableProfile]),
  );
}

function add(
  sums: ReadonlyMap<string, MutableProfile>,
  parts: ReadonlyMap<string, SparseProfile> | undefined,
  times: 1 | -1,
): void {
  if (parts === undefined) return;
  for (const [feature, part] of parts) {
    const sum = sums.get(feature);
    if (sum !== undefined) addSparse(sum, part, times);
  }
}
