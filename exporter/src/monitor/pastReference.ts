import { movingLength } from '../config/reference.js';
import type { ModelConfig } from '../config/schema.js';
import { slotScheme } from '../detection/overTime/slots.js';
import type { ReferenceFeature } from '../profile/reference.js';
import type { KeptReference, Store } from '../store/store.js';
import { keptSpan } from './keepReference.js';
import { MovingStretch } from './movingStretch.js';
import { pastBuckets } from './pastBuckets.js';

/**
 * What lies before each window of a report, as a one-shot check of that window would have it; undefined for a reference that stays.
 * @param segment of whose rows; all where absent
 */
export async function pastReference(
  { reference: wanted, bucket, time_zone: timeZone }: ModelConfig,
  { model, reference, ...kept }: KeptReference,
  store: Store,
  segment?: { readonly name: string; readonly features: readonly ReferenceFeature[] },
): Promise<MovingStretch | undefined> {
  const length = movingLength(wanted);
  if (length === undefined) return undefined;
  const built = await keptSpan({ model, reference, ...kept }, store);
  const isSeasonal = wanted?.kind === 'seasonal';
  const own = segment === undefined ? reference : { ...reference, features: segment.features };
  const read =
    segment === undefined
      ? pastBuckets(store, model, own, built, bucket)
      : pastBuckets(store, model, own, undefined, bucket, segment.name);
  return new MovingStretch(
    own,
    {
      ...{ length, gap: 0, bucket, timeZone, shift: 0 },
      scheme: isSeasonal ? slotScheme(built?.from ?? 0, built?.to ?? 0, bucket, timeZone, true) : undefined,
      // nothing is counted from now on: what is there is there
      ...{ countedFrom: -Infinity, knownFrom: -Infinity, needed: 0 },
    },
    read,
  );
}
