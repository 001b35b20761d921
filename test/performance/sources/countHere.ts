import { cellLookup } from '../../../exporter/src/sources/categories.js';
import { cellIndex } from '../../../exporter/src/sources/samples/cellIndex.js';
import type { CellCounts, CountRequest } from '../../../exporter/src/sources/source.js';

/** Takes one value of a feature, by the feature's place in the request. */
export type Take = (feature: number, value: unknown) => void;

/** What a monitor does that has its rows shipped: counts each value as it comes. */
export function countHere({ features }: CountRequest): { readonly take: Take; counts(): Float64Array[] } {
  const counters = features.map(({ cells }) => {
    const counts = new Float64Array(
      cells.kind === 'numeric' ? cells.edges.length + 1 : cells.categories.length + 2,
    );
    const lookup = cells.kind === 'categorical' ? cellLookup(cells) : undefined;
    const cellOf = (value: unknown): number =>
      cells.kind === 'numeric' ? cellIndex(cells.edges, Number(value)) : (lookup?.(String(value)) ?? 0);
    return { counts, cellOf };
  });
  return {
    take(feature, value) {
      const counter = counters[feature];
      if (counter === undefined || value === null) return;
      const cell = counter.cellOf(value);
      counter.counts[cell] = (counter.counts[cell] ?? 0) + 1;
    },
    counts: () => counters.map(({ counts }) => counts),
  };
}

/** The counts of a request by its features' order, to compare with these. */
export function countsOf(request: CountRequest, counts: readonly CellCounts[]): Float64Array[] {
  return request.features.map(
    ({ feature }) => counts.find((one) => one.feature === feature.name)?.counts ?? new Float64Array(),
  );
}
