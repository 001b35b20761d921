import { LONGEST, SCALES } from './scales.js';

/** Sums of the last 1, 6, 24 … buckets; until so many have been pushed, of those that were. */
export class SlidingSums {
  readonly sums: readonly Float64Array[];
  readonly #ring: Float64Array;
  #next = 0;

  constructor(readonly width: number) {
    this.sums = SCALES.map(() => new Float64Array(width));
    this.#ring = new Float64Array(LONGEST * width);
  }

  push(bucket: Float64Array): void {
    const at = (back: number): number => ((this.#next - back + LONGEST) % LONGEST) * this.width;
    for (const [index, scale] of SCALES.entries()) {
      const sum = this.sums[index] as Float64Array;
      const leaving = at(scale);
      for (let item = 0; item < this.width; item++) {
        sum[item] = (sum[item] as number) + (bucket[item] as number) - (this.#ring[leaving + item] as number);
      }
    }
    this.#ring.set(bucket, this.#next * this.width);
    this.#next = (this.#next + 1) % LONGEST;
    // what was added and taken away leaves rounding errors behind
    if (this.#next === 0) this.#sumAnew();
  }

  #sumAnew(): void {
    for (const [index, scale] of SCALES.entries()) {
      const sum = (this.sums[index] as Float64Array).fill(0);
      for (let bucket = LONGEST - scale; bucket < LONGEST; bucket++) {
        for (let item = 0; item < this.width; item++) {
          sum[item] = (sum[item] as number) + (this.#ring[bucket * this.width + item] as number);
        }
      }
    }
  }
}
