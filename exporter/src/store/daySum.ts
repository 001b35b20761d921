import { decodeBucket, encodeBucket } from '../profile/codec.js';
import type { Grid } from '../profile/grid.js';
import { mergeProfiles, type Profile } from '../profile/profile.js';
import { decodePack, encodePack } from './segmentPack.js';

/** A day's row: the sum of the rows of its buckets, of one feature or, in a pack, of all features of a segment. */
export class DaySum {
  /** By the number of the feature's series over all rows. */
  readonly #profiles = new Map<number, Profile>();

  constructor(
    readonly series: number,
    readonly writer: string,
    /** Its start, milliseconds since the epoch. */
    readonly day: number,
    readonly isPack: boolean,
  ) {}

  /**
   * @param blob of a bucket that comes after those that were added before: sums of doubles depend on their order
   * @param gridOf the grid of a feature, by the number of its series over all rows
   */
  add(blob: Uint8Array, gridOf: (series: number) => Grid | undefined): void {
    for (const part of this.isPack ? decodePack(blob) : [{ series: this.series, blob }]) {
      const grid = gridOf(part.series);
      if (grid === undefined) continue;
      const known = this.#profiles.get(part.series);
      const profile = decodeBucket(part.blob, grid);
      this.#profiles.set(part.series, known === undefined ? profile : mergeProfiles(known, profile));
    }
  }

  /** Of the feature that saw most. */
  get rows(): number {
    return Math.max(0, ...Array.from(this.#profiles.values(), ({ rows }) => rows));
  }

  blob(): Uint8Array {
    const parts = Array.from(this.#profiles, ([series, profile]) => ({
      series,
      blob: encodeBucket(profile),
    }));
    const [first] = parts;
    return this.isPack || first === undefined ? encodePack(parts) : first.blob;
  }
}
