import type { ModelFindings } from '../detection/model/modelFindings.js';
import { judgeWindow } from '../detection/overTime/judgeWindow.js';
import type { FeatureResult } from '../detection/result.js';
import type { DetectionSettings } from '../detection/settings.js';
import type { JudgedWindow, ModelWindows } from './beyond/modelWindows.js';
import { Breather } from './breather.js';
import type { BucketMap } from './bucketMap.js';
import { liveComparisons, liveWindows, publishedComparisons } from './liveWindows.js';
import type { ClosedBuckets } from './judgeClosed.js';
import type { WindowState } from './state.js';
import type { ComparisonContext, WindowComparison } from './windowComparisons.js';

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
  closed: ClosedBuckets,
  buckets: BucketMap,
  watermark: number,
  wishes: LiveWishes,
): Promise<WindowState[]> {
  const { windows } = closed;
  const running = Math.floor(watermark / windows.bucket) * windows.bucket;
  const live = liveWindows(windows, buckets, running);
  const to = running + windows.bucket;
  const breather = new Breather();
  const states: WindowState[] = [];
  for (const { length, name } of context.lengths) {
    const from = running - length;
    const comparisons = liveComparisons(context, live, length, from, to);
    const named = Array.from(comparisons, ([feature, own]) => ({ feature, ...own }));
    const features = judgeWindow(named, wishes.settings);
    const conclusive = features.filter(({ drifted }) => drifted !== null);
    const closedEnd = { length, from: windows.end - length, to: windows.end };
    await closed.model?.segments?.searchFirst(closedEnd, features);
    const found = modelFindings(closed.model, { length, from, to }, features, comparisons, context);
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
      ...(found && { model: found }),
    });
    await breather.breathe();
  }
  return states;
}

/** Of a window that is full: one that began before the first count holds some hours only. */
function modelFindings(
  model: ModelWindows | undefined,
  window: JudgedWindow,
  features: readonly FeatureResult[],
  compared: ReadonlyMap<string, WindowComparison>,
  { lengths, countedFrom }: ComparisonContext,
): ModelFindings | undefined {
  const longest = Math.max(...lengths.map(({ length }) => length));
  const isJudged = model?.judges(window.length, longest) === true && window.from >= countedFrom;
  return isJudged ? model.judge(window, features, compared) : undefined;
}
