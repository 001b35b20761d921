import type { LiveStream } from '../streams/liveStream.js';
import type { Progress, Runtime } from './runtime.js';
import type { BucketMap } from './bucketMap.js';

/** What windows are judged by right after rows came. */
export interface HeldWindows {
  readonly runtime: Runtime;
  readonly progress: Progress;
  /** The buckets as last read from the stream, with what it has counted since. */
  readonly buckets: BucketMap;
  readonly newest: number;
}

/** Undefined before the first rows are counted. */
export function heldWindows(stream: LiveStream, runtime: Runtime | undefined): HeldWindows | undefined {
  const progress = runtime?.progress;
  if (runtime === undefined || progress === undefined) return undefined;
  const { version } = runtime.kept.reference;
  const held = stream.held(version);
  if (held === undefined) return undefined;
  const buckets = new Map(progress.buckets);
  const open = held.starts.filter((start) => start >= progress.closed.windows.end);
  for (const start of open) {
    const own = held.bucket(start);
    buckets.set(start, runtime.others?.withOthers(start, own) ?? own);
  }
  const newest = Math.min(stream.newest(version), runtime.plan.clock.limit().getTime());
  return { runtime, progress, buckets, newest };
}
