import { slotOf, slotScheme } from '../../overTime/slots.js';
import { FeatureSequence, type CellRows } from '../featureSequence.js';
import { sequenceBaseline, type SequenceBaseline } from '../sequenceBaseline.js';
import { HOUR, type SimulatedStream } from './simulatedStream.js';

/**
 * A stream as the network sees it: told of each hour from the one on that has a day before it. The sequence it is
 * handed is the same object at each call.
 */
export function replaySequences(
  { reference, hours, isOrdered }: Pick<SimulatedStream, 'reference' | 'hours' | 'isOrdered'>,
  take: (hour: number, sequence: FeatureSequence) => void,
): SequenceBaseline | undefined {
  const { cells, counts } = hours;
  const width = cells + 1;
  const end = (reference.starts.at(-1) ?? 0) + HOUR;
  const baseline = sequenceBaseline(reference, isOrdered, { bucket: HOUR, timeZone: 'UTC' });
  if (baseline === undefined) return undefined;
  const scheme = slotScheme(reference.starts[0] ?? 0, end, HOUR, 'UTC');
  const slot = (start: number): number => (scheme === undefined ? 0 : slotOf(start, 'UTC', scheme));
  const slots: { cells: Float64Array; missing: number }[] = [];
  for (const [index, start] of reference.starts.entries()) {
    const sum = (slots[slot(start)] ??= { cells: new Float64Array(cells), missing: 0 });
    for (let cell = 0; cell < cells; cell++)
      sum.cells[cell] = (sum.cells[cell] as number) + (reference.counts[index * cells + cell] as number);
    sum.missing += reference.missing[index] as number;
  }
  const sequence = new FeatureSequence(baseline);
  for (let hour = 0; hour < counts.length / width; hour++) {
    const own = counts.subarray(hour * width, (hour + 1) * width);
    const current = { cells: own.subarray(0, cells), missing: own[cells] as number };
    sequence.push(slots[slot(end + hour * HOUR)] as CellRows, current);
    if (sequence.isReady) take(hour, sequence);
  }
  return baseline;
}
