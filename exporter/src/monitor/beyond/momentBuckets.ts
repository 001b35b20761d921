import { decodeMoments, encodeMoments, roundedSecondMoments } from '../../profile/momentsCodec.js';
import {
  mergeMoments,
  secondMoments,
  totalMoments,
  type SecondMoments,
} from '../../profile/secondMoments.js';
import { frameOf } from '../../detection/covariate/referenceFrame.js';
import type { StandardisedFeature } from '../../sources/moments.js';
import type { Selection, Source } from '../../sources/source.js';
import type { MomentsRecord } from '../../store/records.js';

/** The joint moments of the buckets that windows still need, by start. */
export class MomentBuckets {
  readonly #buckets = new Map<number, SecondMoments>();

  constructor(
    readonly features: readonly StandardisedFeature[],
    readonly reference: SecondMoments,
  ) {}

  /** Counts the buckets of [from, to) in place of those that were there. @returns what is to be kept of them */
  async count(
    source: Source,
    rows: Selection,
    bucket: number,
    from: number,
    to: number,
    limit: number,
  ): Promise<MomentsRecord[]> {
    const selection = { ...rows, from: new Date(from), to: new Date(limit) };
    const axes = frameOf(this.reference).axes();
    const counted = await source.moments({ selection, features: this.features, bucket, axes });
    for (const start of this.#buckets.keys()) if (start >= from && start < to) this.#buckets.delete(start);
    return counted.map(({ bucketStart: start, ...sums }) => {
      const moments = roundedSecondMoments(secondMoments(this.reference.features, sums));
      this.#buckets.set(start, moments);
      return { start, blob: encodeMoments(moments) };
    });
  }

  /** Takes in what the store has kept, of each writer. */
  take({ start, blob }: MomentsRecord): void {
    const moments = decodeMoments(blob, this.reference.features);
    const known = this.#buckets.get(start);
    this.#buckets.set(start, known === undefined ? moments : mergeMoments(known, moments));
  }

  forget(before: number): void {
    for (const start of this.#buckets.keys()) if (start < before) this.#buckets.delete(start);
  }

  /** Of the buckets that start in [from, to). */
  window(from: number, to: number): SecondMoments {
    const within = [...this.#buckets].filter(([start]) => start >= from && start < to);
    return totalMoments(
      this.reference.features,
      within.map(([, moments]) => moments),
    );
  }
}
