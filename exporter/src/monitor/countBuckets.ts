import { FEATURES_A_BATCH, inBatches } from '../check/batches.js';
import type { Failure } from '../check/features.js';
import { cellsOf } from '../profile/grid.js';
import { profileOf } from '../profile/profile.js';
import type { ReferenceFeature } from '../profile/reference.js';
import { jointGroups, type OutcomePlan } from '../check/beyond/outcomePlan.js';
import type { DriftError } from '../errors.js';
import { roundedMoments } from '../profile/codec.js';
import type { SegmentColumn, Selection, Source } from '../sources/source.js';
import type { BucketProfile } from '../store/records.js';

/** Numbers that one count may return at once: eight bytes each, times three arrays a cell. */
const MOST_NUMBERS = 6_000_000;
const MOST_BUCKETS = 744;

/** How many buckets to count at once, so that their dense counts stay within memory. */
export function bucketsAtOnce(
  features: readonly ReferenceFeature[],
  segments: readonly SegmentColumn[] = [],
): number {
  const cells = features.reduce((sum, { profile }) => sum + 3 * profile.counts.length, 1);
  // all rows, and besides each value and the rest
  const parts = segments.reduce((sum, { values }) => sum + values.length + 1, 1);
  return Math.max(1, Math.min(MOST_BUCKETS, Math.floor(MOST_NUMBERS / (cells * parts))));
}

/**
 * Counts the rows of [from, to) bucket by bucket in the reference's cells, of all rows and of each segment in the same scan.
 * A feature that fails fails alone. Sums of labels and predictions are kept of all rows together.
 * @param bucket absent: all rows of the selection in one
 */
export async function countBuckets(
  source: Source,
  rows: Selection,
  features: readonly ReferenceFeature[],
  bucket: number | undefined,
  from: number,
  to: number,
  segments: readonly SegmentColumn[] = [],
  outcome?: OutcomePlan,
): Promise<{
  buckets: BucketProfile[];
  failed: readonly Failure[];
  /** Why segments could not be counted: their column may be gone. The features were. */
  segmentsFailed?: DriftError;
}> {
  const selection = bucket === undefined ? rows : { ...rows, from: new Date(from), to: new Date(to) };
  const byName = new Map(features.map((entry) => [entry.feature.name, entry]));
  const counted = [];
  for (const { some, joint } of jointGroups(features, outcome)) {
    counted.push(
      await inBatches(
        some.map(({ feature }) => feature),
        // counts by bucket stream through every source, so that no batch need be small
        FEATURES_A_BATCH,
        (batch) =>
          source.count({
            selection,
            ...(bucket === undefined ? {} : { bucket }),
            ...(segments.length === 0 ? {} : { segments }),
            ...(joint.length === 0 ? {} : { joint }),
            features: batch.flatMap((feature) => {
              const profile = byName.get(feature.name)?.profile;
              return profile === undefined ? [] : [{ feature, cells: cellsOf(profile.grid) }];
            }),
          }),
      ),
    );
  }
  const results = counted.flatMap((group) => group.results);
  const failed = counted.flatMap((group) => group.failed);
  const [first] = failed;
  if (segments.length > 0 && first !== undefined && failed.length === features.length) {
    const plain = await countBuckets(source, rows, features, bucket, from, to, [], outcome);
    return plain.failed.length === features.length ? plain : { ...plain, segmentsFailed: first.error };
  }
  const buckets = results.flat().flatMap((counted): BucketProfile[] => {
    const grid = byName.get(counted.feature)?.profile.grid;
    if (grid === undefined) return [];
    const { feature, segment, bucketStart: start } = counted;
    const profile = roundedMoments(profileOf(grid, counted));
    return [{ feature, segment, start, profile: segment === '' ? profile : { ...profile, joint: {} } }];
  });
  return { buckets: buckets.sort((a, b) => a.start - b.start), failed };
}

/** Rows of counted buckets, whichever feature saw most of them. */
export function rowsIn(counted: readonly BucketProfile[]): number {
  const most = new Map<number, number>();
  for (const { start, profile } of counted) most.set(start, Math.max(most.get(start) ?? 0, profile.rows));
  return [...most.values()].reduce((sum, rows) => sum + rows, 0);
}
