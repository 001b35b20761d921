import { judgeWindow } from '../../detection/overTime/judgeWindow.js';
import type { BucketProfile } from '../../store/records.js';
import { Breather } from '../breather.js';
import type { BucketMap } from '../bucketMap.js';
import { takeBuckets, type Progress, type Runtime } from '../runtime.js';
import { scoreStep } from '../scoreStep.js';
import { SlidingWindows } from '../slidingWindows.js';
import { windowComparisons } from '../windowComparisons.js';
import { addRecords, findingRecords, noRecords, type WindowRecords } from './findingRecords.js';
import type { Stretch } from './lateLabels.js';
import type { ModelWindows } from './modelWindows.js';

/** The buckets of a model from the store, in the order of time. */
type ReadBuckets = (from: number, to: number) => AsyncIterable<readonly BucketProfile[]>;

/**
 * Judges once more the kept windows that hold any bucket of a stretch, beyond single features: they are those that were judged
 * as their last bucket closed.
 * @param counted what is now in the buckets of the stretch, in place of what the store holds of them
 */
export async function judgeAgain(
  { plan: { bucket, check } }: Pick<Runtime, 'plan'>,
  { context, closedUntil, model: watched }: Progress,
  { from, to }: Stretch,
  counted: readonly BucketProfile[],
  read: ReadBuckets,
): Promise<WindowRecords> {
  const records = noRecords();
  const model = watched?.apart();
  const longest = Math.max(...context.lengths.map(({ length }) => length));
  const lengths = context.lengths.filter(({ length }) => model?.judges(length, longest) === true);
  if (model === undefined || lengths.length === 0) return records;
  const first = Math.max(context.countedFrom, from + bucket - longest);
  const last = Math.min(closedUntil, to - bucket + longest);
  const windows = new SlidingWindows(
    context.features,
    lengths.map(({ length }) => length),
    bucket,
    first,
  );
  const buckets: BucketMap = new Map();
  const breather = new Breather();
  // of a day that was rolled up its hours are not known
  let knownFrom = context.countedFrom;

  const judge = (): void => {
    const { end } = windows;
    for (const { length, name: windowName } of lengths) {
      const window = { length, from: end - length, to: end };
      const holdsAny = window.from < to && end > from;
      if (!holdsAny || end % scoreStep(length, bucket) !== 0 || window.from < knownFrom) continue;
      const isWhole = end % length === 0;
      const features = isWhole ? context.features : ofScore(context.features, model);
      const compared = windowComparisons({ ...context, features }, windows, length, window.from, end);
      const named = Array.from(compared, ([feature, own]) => ({ feature, ...own }));
      const results = judgeWindow(named, check.settings);
      const found = model.judge(window, results, compared, isWhole);
      const rows = results[0]?.rows.current ?? 0;
      addRecords(records, findingRecords({ ...window, windowName }, found, rows), isWhole);
    }
  };
  const advanceTo = async (until: number): Promise<void> => {
    while (windows.end < until) {
      windows.advance(buckets);
      judge();
      const oldest = windows.end - longest - bucket;
      buckets.delete(oldest);
      model.forget(oldest);
      await breather.breathe();
    }
  };
  const take = (some: readonly BucketProfile[]): void => {
    for (const { start, length = bucket } of some) if (length > bucket) knownFrom = start + length;
    takeBuckets(buckets, some);
    model.joint.add(some);
  };

  take(counted);
  for await (const some of read(first, last)) {
    take(some.filter(({ start }) => start < from || start >= to));
    // the last bucket may come in parts
    await advanceTo(some.at(-1)?.start ?? first);
  }
  await advanceTo(last);
  return records;
}

function ofScore<Of extends { readonly feature: { readonly name: string } }>(
  features: readonly Of[],
  { outcome }: ModelWindows,
): readonly Of[] {
  return features.filter(({ feature }) => feature.name === outcome?.score);
}
