import { emptyProfile, type Profile } from '../../profile/profile.js';
import type { Bucket } from '../../profile/window.js';
import { JointSum } from './jointSum.js';

/** A reference is divided into stretches of at most this share of it, and at most so many are looked at. */
const STRETCHES = 4;
const MOST = 8;

/** Profiles of a feature in stretches of its reference, by length of window in milliseconds. */
export type OwnStretches = ReadonlyMap<number, readonly Profile[]>;

/**
 * What a feature's relations are like in stretches of the reference, as long as each window or a quarter of the reference: from
 * these follows how much they vary without drift. Empty where nothing was summed in its cells.
 */
export function ownStretches(
  buckets: readonly Bucket[],
  lengths: readonly number[],
  bucket: number,
): OwnStretches {
  const [first, last] = [buckets[0], buckets.at(-1)];
  if (first === undefined || last === undefined || !buckets.some(({ profile }) => hasJoint(profile)))
    return new Map();
  const span = last.start + bucket - first.start;
  return new Map(
    lengths.map((length) => {
      const stretch = Math.max(bucket, Math.min(length, Math.floor(span / STRETCHES)));
      const count = Math.min(MOST, Math.floor(span / stretch));
      const sums = Array.from({ length: count }, (_, index) => {
        const from = first.start + Math.floor(((span - stretch) * index) / Math.max(1, count - 1));
        return sumOf(buckets, from, from + stretch);
      });
      return [length, sums.filter(({ rows }) => rows > 0)];
    }),
  );
}

type Mutable<Of> = { -readonly [Key in keyof Of]: Of[Key] };

function sumOf(buckets: readonly Bucket[], from: number, to: number): Profile {
  const [first] = buckets;
  const sum = emptyProfile((first as Bucket).profile.grid) as Mutable<Profile>;
  const joint = new JointSum();
  for (const { start, profile } of buckets) {
    if (start < from || start >= to) continue;
    sum.rows += profile.rows;
    sum.missing += profile.missing;
    for (let cell = 0; cell < sum.counts.length; cell++) {
      sum.counts[cell] = (sum.counts[cell] as number) + (profile.counts[cell] as number);
    }
    joint.add(profile);
  }
  return { ...sum, joint: joint.joint };
}

function hasJoint({ joint }: Profile): boolean {
  return Object.keys(joint).length > 0;
}
