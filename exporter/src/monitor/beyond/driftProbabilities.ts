import { ModelSequences } from '../../detection/lstm/modelSequences.js';
import type { SequenceBaseline } from '../../detection/lstm/sequenceBaseline.js';
import { emptyProfile } from '../../profile/profile.js';
import { addSparse, type MutableProfile } from '../../profile/sparseProfile.js';
import type { BucketMap } from '../bucketMap.js';
import type { ComparisonContext } from '../windowComparisons.js';
import type { DriftScorer } from './driftScorer.js';

/** A sequence is a function of so many buckets: the longest of its windows, and the network's steps. */
export const BUCKETS_OF_SEQUENCES = 192;

/** How likely each feature drifts, after a closed bucket. */
export interface Probabilities {
  /** End of that bucket, milliseconds since the epoch. */
  readonly until: number;
  /** By feature. */
  readonly values: ReadonlyMap<string, number>;
  /** From which on an alarm is due, by the budget over all features. */
  readonly threshold?: number | undefined;
}

/** Follows the closed buckets of a model and asks the network about each feature's sequence. */
export class DriftProbabilities {
  #sequences: ModelSequences | undefined;
  /** Buckets that start before this were taken in. */
  #end = -Infinity;
  #last: Probabilities | undefined;

  constructor(
    readonly context: ComparisonContext,
    readonly baselines: ReadonlyMap<string, SequenceBaseline>,
    readonly bucket: number,
    readonly scorer: DriftScorer,
  ) {}

  /** Takes in what has closed since, and scores it once. @param buckets at least the last `BUCKETS_OF_SEQUENCES` */
  async update(buckets: BucketMap, closedUntil: number): Promise<Probabilities | undefined> {
    if (!this.scorer.isEnabled || this.baselines.size === 0) return undefined;
    if (closedUntil === this.#end) return this.#last;
    const reach = closedUntil - BUCKETS_OF_SEQUENCES * this.bucket;
    if (this.#sequences === undefined || this.#end < reach) {
      this.#sequences = new ModelSequences(this.baselines);
      this.#end = Math.max(reach, this.context.countedFrom);
    }
    for (; this.#end < closedUntil; this.#end += this.bucket) this.#push(this.#sequences, buckets, this.#end);
    const { features, sequences } = this.#sequences.ready();
    const scored = features.length === 0 ? undefined : await this.scorer.probabilities(sequences);
    this.#last = scored && {
      until: closedUntil,
      values: new Map(features.map((feature, index) => [feature, scored[index] ?? 0])),
    };
    return this.#last;
  }

  #push(sequences: ModelSequences, buckets: BucketMap, start: number): void {
    const { features, seasonal } = this.context;
    const known = buckets.get(start);
    for (const { feature, profile } of features) {
      const reference = seasonal.get(feature.name)?.forWindow(start, start + this.bucket).profile;
      if (reference === undefined) continue;
      const current = emptyProfile(profile.grid) as MutableProfile;
      const own = known?.get(feature.name);
      if (own !== undefined) addSparse(current, own);
      sequences.push(feature.name, { reference, current });
    }
  }
}
