import { emptyJoint, type JointSums } from '../../sources/source.js';
import type { Profile } from '../../profile/profile.js';

type Mutable<Of> = { -readonly [Key in keyof Of]: Of[Key] };

/** What is summed of labels and predictions in the cells of a feature, over many buckets. */
export class JointSum {
  readonly #joint: Record<string, Mutable<JointSums>> = {};

  add({ counts, joint }: Profile): void {
    for (const [name, part] of Object.entries(joint)) {
      const sum = (this.#joint[name] ??= emptyJoint(counts.length));
      addAll(sum.counts, part.counts);
      addAll(sum.sums, part.sums);
      sum.missingCount += part.missingCount;
      sum.missingSum += part.missingSum;
    }
  }

  get joint(): Profile['joint'] {
    return this.#joint;
  }
}

function addAll(sum: Float64Array, values: Float64Array): void {
  for (let cell = 0; cell < sum.length; cell++) sum[cell] = (sum[cell] as number) + (values[cell] as number);
}
