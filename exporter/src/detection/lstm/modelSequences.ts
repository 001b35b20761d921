import { psiCounts, referencePsiCounts, type Profile } from '../../profile/profile.js';
import type { Comparison } from '../../statistics/statistic.js';
import { FeatureSequence, type CellRows } from './featureSequence.js';
import { architecture } from './network.js';
import type { SequenceBaseline } from './sequenceBaseline.js';

/** The sequences of those features that are ready to be scored, one after the other. */
export interface ReadySequences {
  readonly features: readonly string[];
  readonly sequences: Float32Array;
}

/** The sequences of a model's features: advanced with each closed bucket, and scored all together. */
export class ModelSequences {
  readonly #sequences: ReadonlyMap<string, FeatureSequence>;
  /** A reference's hours are asked for again and again. */
  readonly #references = new WeakMap<Profile, CellRows>();

  /** @param baselines by feature; a feature without one has no score */
  constructor(baselines: ReadonlyMap<string, SequenceBaseline>) {
    this.#sequences = new Map(
      Array.from(baselines, ([feature, baseline]) => [feature, new FeatureSequence(baseline)] as const),
    );
  }

  /** @param comparison of the closed bucket alone with the reference's rows of the same hours */
  push(feature: string, { reference, current }: Comparison): void {
    this.#sequences.get(feature)?.push(this.#reference(reference), {
      cells: psiCounts(current),
      missing: current.missing,
    });
  }

  ready(): ReadySequences {
    const ready = Array.from(this.#sequences).filter(([, sequence]) => sequence.isReady);
    const size = architecture.steps * architecture.inputs;
    const sequences = new Float32Array(ready.length * size);
    for (const [index, [, sequence]] of ready.entries()) {
      sequence.sequence(sequences.subarray(index * size, (index + 1) * size));
    }
    return { features: ready.map(([feature]) => feature), sequences };
  }

  #reference(profile: Profile): CellRows {
    let known = this.#references.get(profile);
    if (known === undefined) {
      known = { cells: referencePsiCounts(profile), missing: profile.missing };
      this.#references.set(profile, known);
    }
    return known;
  }
}
