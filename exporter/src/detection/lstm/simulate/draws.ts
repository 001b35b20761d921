/** Draws that are the same in every run with the same seed: simulations must be. */
export class Draws {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** 32 random bits: Mulberry32 (https://gist.github.com/tommyettinger/46a874533244883189143505d203312c). */
  bits(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  /** Uniform in [0, 1). */
  uniform(): number {
    return this.bits() / 2 ** 32;
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.uniform();
  }

  /** Every order of magnitude is as likely; both above 0. */
  logBetween(low: number, high: number): number {
    return Math.exp(this.between(Math.log(low), Math.log(high)));
  }

  /** A whole number from 0 up to, not including, `limit`. */
  below(limit: number): number {
    return Math.floor(this.uniform() * limit);
  }

  chance(probability: number): boolean {
    return this.uniform() < probability;
  }

  sign(): 1 | -1 {
    return this.uniform() < 0.5 ? -1 : 1;
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)] as Item;
  }

  many<Value>(count: number, draw: () => Value): Value[] {
    return Array.from({ length: count }, draw);
  }

  /** Standard normal: Box and Muller's method. */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.uniform())) * Math.cos(2 * Math.PI * this.uniform());
  }

  /** Of large means the nearest whole number of a normal deviate. */
  poisson(mean: number): number {
    if (!(mean > 0)) return 0;
    if (mean > 50) return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()));
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = this.uniform(); product > limit; product *= this.uniform()) count++;
    return count;
  }

  /** Hits among so many rows; of large numbers the nearest whole number of a normal deviate. */
  binomial(rows: number, probability: number): number {
    if (rows <= 0 || probability <= 0) return 0;
    if (probability >= 1) return rows;
    if (probability > 0.5) return rows - this.binomial(rows, 1 - probability);
    const mean = rows * probability;
    if (mean > 40) {
      const drawn = Math.round(mean + Math.sqrt(mean * (1 - probability)) * this.normal());
      return Math.min(rows, Math.max(0, drawn));
    }
    // down the cumulative distribution until a uniform draw is used up
    const odds = probability / (1 - probability);
    let [left, term, hits] = [this.uniform(), Math.exp(rows * Math.log1p(-probability)), 0];
    while (left >= term && hits < rows) {
      left -= term;
      hits++;
      term *= (odds * (rows - hits + 1)) / hits;
    }
    return hits;
  }
}
