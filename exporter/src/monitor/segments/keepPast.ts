import { segmentName } from '../../sources/segments.js';
import type { SegmentChoice } from '../../store/store.js';
import { bucketsAtOnce, countBuckets } from '../countBuckets.js';
import type { SegmentContext } from './segments.js';

/**
 * Counts the past of a choice's new segments and keeps it beside what the monitor counts: from there a reference that moves on
 * takes its buckets. The rest of a later choice is another one than before, whose past would replace what was counted.
 *
 * @param length how far back, in milliseconds
 */
export async function keepPast(
  { plan, reference, store, writer }: SegmentContext,
  choice: SegmentChoice,
  length: number,
  before: SegmentChoice | undefined,
): Promise<void> {
  const { source, rows, bucket } = plan;
  const { column, values, from: end } = choice;
  const isNew = (value: string | undefined): boolean =>
    before === undefined || (value !== undefined && !before.values.includes(value));
  const names = new Set([...values, undefined].filter(isNew).map((value) => segmentName(column, value)));
  const step = bucketsAtOnce(reference.features, [choice]) * bucket;
  for (let from = end - length; from < end; from += step) {
    const to = Math.min(from + step, end);
    const { buckets } = await countBuckets(source, rows, reference.features, bucket, from, to, [choice]);
    await store.addBuckets({
      model: plan.check.model,
      version: reference.version,
      writer,
      buckets: buckets.filter(({ segment }) => names.has(segment)),
      bucketLength: bucket,
    });
  }
}
