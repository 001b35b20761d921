import { psiCounts, type Profile } from '../../profile/profile.js';
import type { Bucket } from '../../profile/window.js';

/** The reference's own buckets of one feature in its PSI cells: what its variation is measured from. */
export interface ReferenceBuckets {
  readonly feature: string;
  /** Milliseconds since the epoch, ascending, n of them; buckets without rows may be absent. */
  readonly starts: Float64Array;
  /** PSI cells. */
  readonly cells: number;
  /** Rows in each PSI cell, n × cells, row-major. */
  readonly counts: Float64Array;
  /** All rows of each bucket, n of them. */
  readonly rows: Float64Array;
  /** Rows without a value of each bucket, n of them. */
  readonly missing: Float64Array;
}

/** Takes a feature's profiles, in any order, down to what calibration needs. */
export function referenceBuckets(feature: string, buckets: Iterable<Bucket>): ReferenceBuckets {
  const sorted = Array.from(buckets).sort((a, b) => a.start - b.start);
  const inCells = sorted.map(({ profile }) => psiCounts(profile));
  const cells = inCells[0]?.length ?? 0;
  const counts = new Float64Array(sorted.length * cells);
  for (const [index, row] of inCells.entries()) counts.set(row, index * cells);
  const each = (of: (profile: Profile) => number): Float64Array =>
    Float64Array.from(sorted, ({ profile }) => of(profile));
  return {
    feature,
    starts: Float64Array.from(sorted, ({ start }) => start),
    cells,
    counts,
    rows: each(({ rows }) => rows),
    missing: each(({ missing }) => missing),
  };
}
