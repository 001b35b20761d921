import type { ReferenceBuckets } from '../overTime/referenceBuckets.js';
import { FeatureSequence } from './featureSequence.js';
import { architecture } from './network.js';
import { referenceSlots } from './referenceSlots.js';
import { LONGEST } from './scales.js';
import type { BaselineOptions, SequenceBaseline } from './sequenceBaseline.js';

const DAY = 86_400_000;

/**
 * The reference's own days as the network sees them, a sequence for each: the one that ends with the bucket that deviates most.
 * Their scores tell how high a feature scores without drift, which differs from feature to feature.
 *
 * @returns steps × inputs each, one after the other; of days from the second on, where the reference has them
 */
export function ownSequences(
  reference: ReferenceBuckets,
  baseline: SequenceBaseline,
  options: BaselineOptions,
): Float32Array {
  const { starts, cells, counts, missing } = reference;
  const { bucket } = options;
  const slots = referenceSlots(reference, options);
  const sequence = new FeatureSequence(baseline);
  const days = new Map<number, { deviation: number; sequence: Float32Array }>();
  const nothing = { cells: new Float64Array(cells), missing: 0 };
  let expected = starts[0] ?? 0;
  for (const [index, start] of starts.entries()) {
    // of a long gap no more is left than of a week
    expected = Math.max(expected, start - LONGEST * bucket);
    for (; expected < start - bucket / 2; expected += bucket) sequence.push(slots(expected), nothing);
    expected = start + bucket;
    const own = {
      cells: counts.subarray(index * cells, (index + 1) * cells),
      missing: missing[index] as number,
    };
    sequence.push(slots(start), own);
    const day = Math.floor(start / DAY);
    if (!sequence.isReady || sequence.largest <= (days.get(day)?.deviation ?? -1)) continue;
    days.set(day, { deviation: sequence.largest, sequence: sequence.sequence() });
  }
  const size = architecture.steps * architecture.inputs;
  const all = new Float32Array(days.size * size);
  for (const [index, { sequence: own }] of Array.from(days.values()).entries()) all.set(own, index * size);
  return all;
}

/**
 * The logit from which a feature's alarm is due: what the budget allows of any feature, and more than its own reference ever
 * reached.
 */
export function ownAlarmLogit(shared: number, own: ArrayLike<number>): number {
  let largest = -Infinity;
  for (let at = 0; at < own.length; at++) largest = Math.max(largest, own[at] as number);
  return Math.max(shared, largest + MARGIN);
}

/** A reference of weeks has not shown the worst of years. */
const MARGIN = 0.5;
