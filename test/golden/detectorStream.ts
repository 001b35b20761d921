import { Draws } from '../support/randomness.js';

/** So many values around a level that goes from `from` to `to` (all at `from` where that is absent). */
export interface StreamPart {
  readonly n: number;
  readonly from: number;
  readonly to?: number;
  /** Of a normal value. */
  readonly deviation?: number;
  /** Behind a rate. */
  readonly rows?: number;
}

export interface StreamPlan {
  /** 0 or 1; a normal value; a rate of ones among so many rows; `from` and `to` in turn. */
  readonly kind: 'bernoulli' | 'normal' | 'rate' | 'alternating';
  readonly seed: number;
  readonly parts: readonly StreamPart[];
}

/** The values that `record_detectors.py` draws for the same plan, bit for bit. */
export function streamValues({ kind, seed, parts }: StreamPlan): number[] {
  const draws = new Draws(seed);
  const below = (level: number): number => (draws.uniform() < level ? 1 : 0);
  return parts.flatMap(({ n, from, to = from, deviation = 0, rows = 1 }) =>
    Array.from({ length: n }, (_, index) => {
      const level = from + (to - from) * (index / n);
      switch (kind) {
        case 'bernoulli':
          return below(level);
        case 'normal':
          return level + deviation * (sum(12, () => draws.uniform()) - 6);
        case 'rate':
          return sum(rows, () => below(level)) / rows;
        case 'alternating':
          return index % 2 === 1 ? to : from;
      }
    }),
  );
}

function sum(count: number, draw: () => number): number {
  let total = 0;
  for (let index = 0; index < count; index++) total += draw();
  return total;
}
