import type { MomentRequest, MomentSums } from '../sources/moments.js';
import type { CellCounts, CountRequest, Selection, Source } from '../sources/source.js';

/** A source whose rows seem to have come `shift` milliseconds later than they did. */
export function shiftedSource(source: Source, shift: number): Source {
  if (shift === 0) return source;
  const back = (selection: Selection): Selection => ({
    ...selection,
    ...(selection.from === undefined ? {} : { from: new Date(selection.from.getTime() - shift) }),
    ...(selection.to === undefined ? {} : { to: new Date(selection.to.getTime() - shift) }),
  });
  return {
    name: source.name,
    capabilities: source.capabilities,
    ...(source.batchValues === undefined ? {} : { batchValues: source.batchValues }),
    columns: (relation) => source.columns(relation),
    rowCount: (selection) => source.rowCount(back(selection)),
    async timeRange(selection, now) {
      const range = await source.timeRange(back(selection), new Date(now.getTime() - shift));
      return (
        range && {
          oldest: new Date(range.oldest.getTime() + shift),
          watermark: new Date(range.watermark.getTime() + shift),
        }
      );
    },
    summarise: (selection, features) => source.summarise(back(selection), features),
    async count(request: CountRequest): Promise<CellCounts[]> {
      const counts = await source.count({ ...request, selection: back(request.selection) });
      return request.bucket === undefined
        ? counts
        : counts.map((count) => ({ ...count, bucketStart: count.bucketStart + shift }));
    },
    async moments(request: MomentRequest): Promise<MomentSums[]> {
      const sums = await source.moments({ ...request, selection: back(request.selection) });
      return request.bucket === undefined
        ? sums
        : sums.map((of) => ({ ...of, bucketStart: of.bucketStart + shift }));
    },
    exact: (reference, current, features) => source.exact(back(reference), current.map(back), features),
    ...(source.sequence && {
      sequence: (selection, expression, onValues) =>
        source.sequence?.(back(selection), expression, (times, values) =>
          onValues(
            times.map((time) => time + shift),
            values,
          ),
        ) ?? Promise.resolve(),
    }),
    close: () => source.close(),
  };
}
