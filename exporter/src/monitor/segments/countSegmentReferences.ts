import { calibrate } from '../../detection/overTime/calibrate.js';
import { slotScheme } from '../../detection/overTime/slots.js';
import type { Reference, ReferenceFeature } from '../../profile/reference.js';
import { segmentGrid } from '../../profile/segmentCells.js';
import { segmentNames } from '../../sources/segments.js';
import type { SegmentColumn, Selection } from '../../sources/source.js';
import { bucketsAtOnce, countBuckets } from '../countBuckets.js';
import type { CalibrationWishes } from '../monitoredReference.js';
import type { MonitoringPlan } from '../plan.js';
import { encodeSegment, type SegmentCounts } from './segmentReference.js';
import { SegmentSums } from './segmentSums.js';

/** Bytes that the PSI cells of the reference's own buckets may take at once. */
const MOST_BYTES = 256e6;
const NUMBERS_A_BUCKET = 20;
const DAY = 86_400_000;

/** What segments are compared with at first. */
export interface ReferenceRows {
  readonly selection: Selection;
  /** First and last moment of its buckets, milliseconds since the epoch; absent where its rows have no times. */
  readonly span?: readonly [from: number, to: number];
}

/** The rows of a reference that stays; undefined where they are no longer those that it was built from. */
export async function fixedRows(
  { check, source, bucket }: MonitoringPlan,
  reference: Reference,
): Promise<ReferenceRows | undefined> {
  const selection = check.reference;
  if ((await source.rowCount(selection)) !== reference.rows) return undefined;
  if (selection.timestampColumn === undefined) return { selection };
  const range = await source.timeRange(selection, selection.to ?? new Date(8.64e15));
  if (range === undefined) return { selection };
  const start = (time: Date): number => Math.floor(time.getTime() / bucket) * bucket;
  return { selection, span: [start(range.oldest), start(range.watermark) + bucket] };
}

/** The rows of the stretch that a reference which moves on is as counting begins `at` a time, milliseconds since the epoch. */
export function rowsBefore({ rows }: MonitoringPlan, length: number, at: number): ReferenceRows {
  return {
    selection: { ...rows, from: new Date(at - length), to: new Date(at) },
    span: [at - length, at],
  };
}

/**
 * Counts a column's segments in a reference's rows, all of them in one scan, and finds their limits.
 *
 * @returns as they are kept, one a value and one more for the rest
 */
export async function countSegmentReferences(
  plan: MonitoringPlan,
  reference: Reference,
  segment: SegmentColumn,
  wishes: CalibrationWishes,
  rows: ReferenceRows,
): Promise<string[]> {
  const { span } = rows;
  const names = segmentNames(segment);
  const counts = names.map((): SegmentCounts[] => []);
  const buckets = span === undefined ? 1 : (span[1] - span[0]) / plan.bucket;
  const size = Math.max(1, Math.floor(MOST_BYTES / (8 * NUMBERS_A_BUCKET * buckets * names.length)));
  for (let start = 0; start < reference.features.length; start += size) {
    const some = reference.features.slice(start, start + size);
    const sums = await sumUp(plan, some, segment, wishes, rows);
    const { windows, bucket, timeZone, shift, budget, isSeasonal = false } = wishes;
    const { features: limits } = calibrate(
      span === undefined ? [] : sums.flatMap((own) => own.map((sum) => sum.buckets())),
      {
        windows,
        bucket,
        timeZone,
        shift,
        isSeasonal,
        budget: { alarms: budget.alarms, days: budget.period / DAY },
      },
    );
    for (const [place, own] of sums.entries()) {
      counts[place]?.push(...own.map((sum) => sum.counts(limits[sum.key] ?? {})));
    }
  }
  return counts.map((own) => encodeSegment(own, span));
}

/** The sums of some features in every segment, in the order of the segments' names. */
async function sumUp(
  { source, bucket }: MonitoringPlan,
  features: readonly ReferenceFeature[],
  segment: SegmentColumn,
  wishes: CalibrationWishes,
  { selection, span }: ReferenceRows,
): Promise<readonly (readonly SegmentSums[])[]> {
  const scheme = span && slotScheme(span[0] - wishes.shift, span[1] - wishes.shift, bucket, wishes.timeZone);
  const sums = new Map(
    segmentNames(segment).map((name) => [
      name,
      features.map(
        ({ feature, profile }) =>
          new SegmentSums(JSON.stringify([name, feature.name]), segmentGrid(profile.grid), scheme, wishes),
      ),
    ]),
  );
  const places = new Map(features.map(({ feature }, place) => [feature.name, place]));
  const segments = [segment];
  const step = bucketsAtOnce(features, segments) * bucket;
  const take = async (length: number | undefined, from: number, to: number): Promise<void> => {
    const { buckets } = await countBuckets(source, selection, features, length, from, to, segments);
    for (const counted of buckets) {
      sums.get(counted.segment)?.[places.get(counted.feature) ?? -1]?.add(counted);
    }
  };
  if (span === undefined) await take(undefined, 0, 0);
  else {
    const [from, to] = span;
    for (let start = from; start < to; start += step) {
      await take(bucket, start, Math.min(start + step, to, selection.to?.getTime() ?? Infinity));
    }
  }
  return [...sums.values()];
}
