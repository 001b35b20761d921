import { judgeWindow } from '../detection/overTime/judgeWindow.js';
import type { DetectionSettings } from '../detection/settings.js';
import { Breather } from './breather.js';
import type { BucketMap } from './bucketMap.js';
import { liveComparisons, liveWindows, publishedComparisons } from './liveWindows.js';
import type { SlidingWindows } from './slidingWindows.js';
import type { WindowState } from './state.js';
import type { ComparisonContext } from './windowComparisons.js';

export interface LiveWishes {
  readonly settings: DetectionSettings;
  readonly datasetShare: number;
  /** When a result of a window that ends then is too old to show. */
  readonly expires: (to: number, length: number) => Date;
}

/**
 * The windows as they stand: each holds as many whole buckets as it is long, and the running one besides, so that the
 * newest rows count at once and no window is nearly empty at the start of an hour.
 */
export async function judgeLive(
  context: ComparisonContext,
  closed: SlidingWindows,
  buckets: BucketMap,
  watermark: number,
  wishes: LiveWishes,
): Promise<WindowState[]> {
  const running = Math.floor(watermark / closed.bucket) * closed.bucket;
  const live = liveWindows(closed, buckets, running);
  const to = running + closed.bucket;
  const breather = new Breather();
  const states: WindowState[] = [];
  for (const { length, name } of context.lengths) {
    const from = running - length;
    const comparisons = liveComparisons(context, live, length, from, to);
    const named = Array.from(comparisons, ([feature, own]) => ({ feature, ...own }));
    const features = judgeWindow(named, wishes.settings);
    const conclusive = features.filter(({ drifted }) => drifted !== null);
    const share = conclusive.filter(({ drifted }) => drifted).length / conclusive.length;
    states.push({
      name,
      length,
      from: new Date(from),
      to: new Date(to),
      expires: wishes.expires(to, length),
      features,
      comparisons: publishedComparisons(comparisons, context.minCell),
      ...(conclusive.length === 0 ? {} : { datasetShare: share }),
      datasetDetected: conclusive.length > 0 && share >= wishes.datasetShare,
    });
    await breather.breathe();
  }
  return states;
}
