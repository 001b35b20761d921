import { slotCount } from '../detection/overTime/slots.js';
import type { ReferenceFeature } from '../profile/reference.js';
import type { Store } from '../store/store.js';
import type { MonitoredReference } from './monitoredReference.js';
import { MovingStretch } from './movingStretch.js';
import { pastBuckets } from './pastBuckets.js';
import type { MonitoringPlan } from './plan.js';

/** Makes the references of one model that move on: all of them in the same way, whichever rows they are of. */
export interface MovingStretches {
  /** Of the stretch, in milliseconds. */
  readonly length: number;
  /** Into how many hours of the day or of the week counts are divided. */
  readonly slots: number;
  /** Of a model that has been counted from then on. */
  ofAllRows(countedFrom: number): MovingStretch;
  /** @param countedFrom since when its windows reach back @param knownFrom since when its buckets are in the store */
  ofSegment(
    segment: string,
    features: readonly ReferenceFeature[],
    countedFrom: number,
    knownFrom: number,
  ): MovingStretch;
}

/** Undefined where the reference stays. */
export function movingStretches(
  { check: { model }, moving, bucket, windows, clock }: MonitoringPlan,
  { reference, scheme, built }: MonitoredReference,
  timeZone: string,
  store: Store,
): MovingStretches | undefined {
  if (moving === undefined) return undefined;
  const { length } = moving;
  const gap = Math.max(...windows.map((window) => window.length));
  const needed = built === undefined ? 0 : Math.min(length, built.to - built.from);
  const wishes = { length, gap, bucket, timeZone, scheme, shift: clock.shift, needed };
  return {
    length,
    slots: scheme === undefined ? 1 : slotCount(scheme),
    ofAllRows(countedFrom) {
      const isJoined = built !== undefined && built.from <= countedFrom && countedFrom <= built.to;
      const knownFrom = isJoined ? built.from : countedFrom;
      const read = pastBuckets(store, model, reference, built, bucket);
      return new MovingStretch(reference, { ...wishes, countedFrom, knownFrom }, read);
    },
    ofSegment(segment, features, countedFrom, knownFrom) {
      const own = { ...reference, features };
      const read = pastBuckets(store, model, own, undefined, bucket, segment);
      // what bore its name before was other rows
      const readOwn: typeof read = (from, to) => read(Math.max(from, knownFrom), to);
      return new MovingStretch(own, { ...wishes, countedFrom, knownFrom }, readOwn);
    },
  };
}
