import type { ReferenceBuckets } from '../overTime/referenceBuckets.js';
import { slotOf, slotScheme } from '../overTime/slots.js';
import type { CellRows } from './featureSequence.js';
import type { BaselineOptions } from './sequenceBaseline.js';

/** The rows of the reference that a bucket is compared with: those of the same hours, or all of them; the same object each time. */
export function referenceSlots(
  { starts, cells, counts, missing }: ReferenceBuckets,
  { bucket, timeZone, shift = 0, isSeasonal = false }: BaselineOptions,
): (start: number) => CellRows {
  const [first, last] = [starts[0] ?? 0, starts.at(-1) ?? 0];
  const scheme = slotScheme(first - shift, last + bucket - shift, bucket, timeZone, isSeasonal);
  const slot = (start: number): number =>
    scheme === undefined ? 0 : slotOf(start - shift, timeZone, scheme);
  const sums: { cells: Float64Array; missing: number }[] = [];
  for (const [index, start] of starts.entries()) {
    const sum = (sums[slot(start)] ??= { cells: new Float64Array(cells), missing: 0 });
    for (let cell = 0; cell < cells; cell++) {
      sum.cells[cell] = (sum.cells[cell] as number) + (counts[index * cells + cell] as number);
    }
    sum.missing += missing[index] as number;
  }
  const nothing: CellRows = { cells: new Float64Array(cells), missing: 0 };
  return (start) => sums[slot(start)] ?? nothing;
}
