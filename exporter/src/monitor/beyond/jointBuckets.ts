import type { BucketProfile } from '../../store/records.js';
import type { Profile } from '../../profile/profile.js';
import type { JointSums } from '../../sources/source.js';

/** Joint sums of one bucket in the cells that any of its rows is in. */
interface SparseJoint {
  readonly cells: Uint32Array;
  readonly joint: Readonly<Record<string, JointSums>>;
}

/** What was summed of labels and predictions in the buckets that windows still need, by start and feature. */
export class JointBuckets {
  readonly #buckets = new Map<number, Map<string, SparseJoint>>();

  /** Takes counted buckets in, in place of all that start in [from, to). */
  take(counted: readonly BucketProfile[], from: number, to: number): void {
    for (const start of this.#buckets.keys()) if (start >= from && start < to) this.#buckets.delete(start);
    this.add(counted);
  }

  /** Takes counted buckets in, in place of what was there of the same features. */
  add(counted: readonly BucketProfile[]): void {
    for (const { start, feature, segment, profile } of counted) {
      if (segment !== '' || Object.keys(profile.joint).length === 0) continue;
      let features = this.#buckets.get(start);
      if (features === undefined) this.#buckets.set(start, (features = new Map()));
      features.set(feature, sparse(profile));
    }
  }

  forget(before: number): void {
    for (const start of this.#buckets.keys()) if (start < before) this.#buckets.delete(start);
  }

  /** A window's profile with the sums of its buckets, which start in [from, to). */
  withSums(feature: string, profile: Profile, from: number, to: number, bucket: number): Profile {
    const joint: Record<string, MutableJoint> = {};
    for (let start = from; start < to; start += bucket) {
      const part = this.#buckets.get(start)?.get(feature);
      if (part === undefined) continue;
      for (const [name, sums] of Object.entries(part.joint)) {
        const sum = (joint[name] ??= emptySums(profile.counts.length));
        add(sum, sums, part.cells);
      }
    }
    return { ...profile, joint };
  }

  /** Rows with a label and their sum, of one bucket. */
  labelled(start: number, feature: string): { readonly rows: number; readonly sum: number } {
    const label = this.#buckets.get(start)?.get(feature)?.joint.label;
    if (label === undefined) return { rows: 0, sum: 0 };
    const total = (values: Float64Array): number => values.reduce((all, value) => all + value, 0);
    return {
      rows: total(label.counts) + label.missingCount,
      sum: total(label.sums) + label.missingSum,
    };
  }
}

type MutableJoint = { -readonly [Key in keyof JointSums]: JointSums[Key] };

function emptySums(cells: number): MutableJoint {
  return { counts: new Float64Array(cells), sums: new Float64Array(cells), missingCount: 0, missingSum: 0 };
}

function sparse({ counts, joint }: Profile): SparseJoint {
  let size = 0;
  for (const count of counts) if (count !== 0) size++;
  const cells = new Uint32Array(size);
  let next = 0;
  for (let cell = 0; cell < counts.length; cell++) if (counts[cell] !== 0) cells[next++] = cell;
  const pick = (values: Float64Array): Float64Array => {
    const picked = new Float64Array(size);
    for (let index = 0; index < size; index++) picked[index] = values[cells[index] as number] as number;
    return picked;
  };
  return {
    cells,
    joint: Object.fromEntries(
      Object.entries(joint).map(([name, sums]) => [
        name,
        { ...sums, counts: pick(sums.counts), sums: pick(sums.sums) },
      ]),
    ),
  };
}

function add(sum: MutableJoint, part: JointSums, cells: Uint32Array): void {
  for (let index = 0; index < cells.length; index++) {
    const cell = cells[index] as number;
    sum.counts[cell] = (sum.counts[cell] as number) + (part.counts[index] as number);
    sum.sums[cell] = (sum.sums[cell] as number) + (part.sums[index] as number);
  }
  sum.missingCount += part.missingCount;
  sum.missingSum += part.missingSum;
}
