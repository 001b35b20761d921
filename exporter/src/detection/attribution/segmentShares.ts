import { psiCounts, type Profile } from '../../profile/profile.js';
import { sumOf } from './jointTable.js';

/** Rows with each value of a column, in the cells of a feature (PSI cells, and last the missing), on either side. */
export interface SegmentCounts {
  readonly reference: Float64Array;
  readonly current: Float64Array;
}

export interface SegmentShare {
  /** Of all rows. */
  readonly rows: { readonly reference: number; readonly current: number };
  /** Share of the feature's drift because the feature's distribution within the segment is another. */
  readonly within: number;
  /** Standard deviation of `within` by chance. */
  readonly error: number;
  /** Share of the drift because the segment has more or fewer rows than it had. */
  readonly mix: number;
}

/** A cell that is empty on one side counts there as so many observations, as in PSI. */
const HALF_OBSERVATION = 0.5;

/** PSI cells and, last, the rows without a value. */
export function withMissing(profile: Profile): Float64Array {
  return Float64Array.of(...psiCounts(profile), profile.missing);
}

/**
 * The share of one segment in the drift of a feature over all rows.
 *
 * PSI sums (q − p) ln(q / p) over the cells, and q − p is a sum over segments s with shares w → v of rows and distributions
 * pₛ → qₛ within: q − p = Σ v (qₛ − pₛ) + (v − w) pₛ. So PSI is exactly the sum over the segments of a column of
 *
 *     within   v Σ (qₛ − pₛ) ln(q / p)      what this segment's own change brings
 *     mix      (v − w) Σ (pₛ − p) ln(q / p) what its larger or smaller part of the rows brings
 *
 * where p is taken off pₛ, which changes no sum, so that only rows that differ from the others have a part in mix.
 * Shares of all segments of a column, the rest included, add up to one; a negative one says that the segment moved against the
 * others. A segment without rows on one side has no change of its own: all is mix. Missing values are one more cell.
 *
 * @param all rows, of which those of the segment are a part
 * @returns undefined where a side has no rows or there is no drift to share out
 */
export function segmentShare(all: SegmentCounts, segment: SegmentCounts): SegmentShare | undefined {
  const rows = { reference: sumOf(all.reference), current: sumOf(all.current) };
  const own = { reference: sumOf(segment.reference), current: sumOf(segment.current) };
  if (!(rows.reference > 0 && rows.current > 0)) return undefined;
  const logs = all.reference.map((before, cell) => {
    const after = all.current[cell] ?? 0;
    if (before === 0 && after === 0) return 0;
    const [p, q] = [before || HALF_OBSERVATION, after || HALF_OBSERVATION];
    return Math.log(q / rows.current / (p / rows.reference));
  });
  const meanLog = (counts: Float64Array, total: number): number =>
    logs.reduce((sum, log, cell) => sum + log * ((counts[cell] ?? 0) / total), 0);
  const usual = meanLog(all.reference, rows.reference);
  const drift = meanLog(all.current, rows.current) - usual;
  if (!(drift > 0)) return undefined;
  const [w, v] = [own.reference / rows.reference, own.current / rows.current];
  const shareOf = { rows: { reference: w, current: v } };
  if (own.reference === 0 || own.current === 0) {
    const side = own.reference === 0 ? segment.current : segment.reference;
    const mean = w === v ? 0 : meanLog(side, Math.max(own.reference, own.current));
    return { ...shareOf, within: 0, error: 0, mix: ((v - w) * (mean - usual)) / drift + 0 };
  }
  const before = meanLog(segment.reference, own.reference);
  const after = meanLog(segment.current, own.current);
  const variance = (counts: Float64Array, total: number, mean: number): number =>
    logs.reduce((sum, log, cell) => sum + ((counts[cell] ?? 0) / total) * (log - mean) ** 2, 0) / total;
  const chance =
    variance(segment.reference, own.reference, before) + variance(segment.current, own.current, after);
  return {
    ...shareOf,
    within: (v * (after - before)) / drift + 0,
    error: (v * Math.sqrt(chance)) / drift,
    mix: ((v - w) * (before - usual)) / drift + 0,
  };
}
