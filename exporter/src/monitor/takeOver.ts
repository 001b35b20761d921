import type { KeptReference } from '../store/store.js';
import type { LiveStream } from '../streams/liveStream.js';
import { countNew, type CountingContext } from './countNew.js';
import type { ModelMonitor } from './modelMonitor.js';
import type { Runtime } from './runtime.js';

export interface TakeOver {
  /** Brings back what is known under a reference that was in use before. */
  readonly open: (before: KeptReference) => Promise<Runtime>;
  readonly contextOf: (before: Runtime) => CountingContext;
}

/**
 * From now on a stream's rows are counted under a runtime's reference. Those that came under another count under that one:
 * its buckets are closed, and written.
 */
export async function takeOver(
  stream: LiveStream,
  {
    config,
    model,
    store,
    observer,
    writer,
  }: Pick<ModelMonitor, 'config' | 'model' | 'store' | 'observer' | 'writer'>,
  { plan, kept, progress, outcome, monitored }: Runtime,
  { open, contextOf }: TakeOver,
): Promise<void> {
  const { name, timestamp_column: timestampColumn, bucket, lateness } = model;
  const mostRows = config.monitoring.batch_size;
  const rules = { timestampColumn, bucket, lateness, limit: plan.clock.limit, mostRows };
  if (stream.log !== undefined) await store.claimWriter(name, writer, stream.log);
  // a crash may have come between the counts of a bucket and the feeding of its rows
  const detectors = monitored.errors && (await store.detectors(name, kept.reference.version, writer));
  const fed = monitored.errors && (detectors?.until ?? progress?.countedFrom);
  stream.use(kept.reference, rules, progress?.closedUntil, outcome, fed);
  for (const version of stream.before) {
    const before = await store.references.load(name, version);
    if (before === undefined) {
      const lost = `rows were counted under reference ${version}, which the store does not have; they are let go`;
      observer.warning(name, lost);
    } else {
      const old = await open(before);
      try {
        stream.release(version, old.progress?.closedUntil ?? -Infinity);
        await countNew(old, contextOf(old), true);
      } finally {
        void old.opened.close().catch(() => undefined);
      }
    }
    stream.release(version, Infinity);
  }
}
