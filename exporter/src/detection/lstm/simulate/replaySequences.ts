import { FeatureSequence } from '../featureSequence.js';
import { referenceSlots } from '../referenceSlots.js';
import { sequenceBaseline, type SequenceBaseline } from '../sequenceBaseline.js';
import { HOUR, type SimulatedStream } from './simulatedStream.js';

const options = { bucket: HOUR, timeZone: 'UTC' };

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
  const baseline = sequenceBaseline(reference, isOrdered, options);
  if (baseline === undefined) return undefined;
  const slots = referenceSlots(reference, options);
  const sequence = new FeatureSequence(baseline);
  for (let hour = 0; hour < counts.length / width; hour++) {
    const own = counts.subarray(hour * width, (hour + 1) * width);
    const current = { cells: own.subarray(0, cells), missing: own[cells] as number };
    sequence.push(slots(end + hour * HOUR), current);
    if (sequence.isReady) take(hour, sequence);
  }
  return baseline;
}
