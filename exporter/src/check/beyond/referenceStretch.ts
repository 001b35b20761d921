import type { Selection, Source } from '../../sources/source.js';

/** A reference is looked at in stretches of at most this share of it. */
const STRETCHES = 4;

/** A reference's time, and how long a stretch of it is looked at; milliseconds. */
export interface ReferenceStretch {
  readonly oldest: number;
  readonly newest: number;
  readonly length: number;
}

/** Stretches as long as the shortest window, or quarters of the reference; undefined where its rows have no times. */
export async function stretchOf(
  source: Source,
  reference: Selection,
  windows: readonly Selection[],
): Promise<ReferenceStretch | undefined> {
  if (reference.timestampColumn === undefined) return undefined;
  const range = await source.timeRange(reference, reference.to ?? new Date(8.64e15));
  if (range === undefined) return undefined;
  const lengths = windows.flatMap(({ from, to }) => (from && to ? [to.getTime() - from.getTime()] : []));
  const [oldest, newest] = [range.oldest.getTime(), range.watermark.getTime()];
  return { oldest, newest, length: Math.min(Math.floor((newest - oldest) / STRETCHES), ...lengths) };
}
