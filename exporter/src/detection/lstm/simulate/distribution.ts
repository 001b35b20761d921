import type { Draws } from './draws.js';

/** How a feature's values lie at one time: moved, stretched, and partly replaced, against its usual self. */
export interface Effect {
  /** In deviations. */
  readonly move: number;
  /** Logarithm of the factor. */
  readonly stretch: number;
}

/** A kind of values: shares of rows in its cells under an effect, into `shares`. */
export interface Distribution {
  readonly isOrdered: boolean;
  readonly cells: number;
  shares(effect: Effect, shares: Float64Array): void;
}

/** The share of values at or below x, moved and stretched. */
export type Cumulative = (x: number, effect: Effect) => number;

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));
/** Within 2e-4 of the normal distribution (Bowling et al. 2009, https://doi.org/10.3926/jiem.2009.v2n1.p114-127). */
const normal = (x: number): number => logistic(1.5976 * x + 0.07056 * x ** 3);
const laplace = (x: number): number =>
  x < 0 ? 0.5 * Math.exp(Math.SQRT2 * x) : 1 - 0.5 * Math.exp(-Math.SQRT2 * x);
/** Student's t with three degrees of freedom, of deviation 1. */
const heavy = (x: number): number => 0.5 + (Math.atan(x) + x / (1 + x * x)) / Math.PI;
const uniform = (x: number): number => Math.min(1, Math.max(0, 0.5 + x / Math.sqrt(12)));
const exponential = (x: number): number => (x <= -1 ? 0 : 1 - Math.exp(-(x + 1)));

/** Values that are moved and stretched about 0. */
export function moved(cumulative: (x: number) => number): Cumulative {
  return (x, { move, stretch }) => cumulative((x - move) * Math.exp(-stretch));
}

/** Each a way to draw one numeric distribution; x is in deviations. */
const numeric: Readonly<Record<string, (draws: Draws) => Cumulative>> = {
  normal: () => moved(normal),
  logistic: () => moved((x) => logistic((x * Math.PI) / Math.sqrt(3))),
  laplace: () => moved(laplace),
  heavy: () => moved(heavy),
  bounded: () => moved(uniform),
  skewed: () => moved(exponential),
  // waiting times, amounts: a change multiplies
  multiplied:
    () =>
    (x, { move, stretch }) =>
      x <= 0 ? 0 : normal((Math.log(x) - move) * Math.exp(-stretch)),
  bimodal(draws) {
    const [share, apart] = [draws.between(0.2, 0.8), draws.between(1, 3)];
    return moved((x) => share * normal((x + apart / 2) * 2) + (1 - share) * normal((x - apart / 2) * 2));
  },
  zeros(draws) {
    const share = Math.log(draws.between(0.15, 0.85));
    const odds = share - Math.log(1 - Math.exp(share));
    return (x, { move, stretch }) => {
      if (x < 0) return 0;
      const zero = logistic(odds - 0.7 * move);
      return zero + (1 - zero) * (1 - Math.exp(-x * Math.exp(-stretch - 0.3 * move)));
    };
  },
  counts(draws) {
    const mean = draws.logBetween(0.5, 12);
    return (x, { move, stretch }) => {
      if (x < 0) return 0;
      const own = Math.max(0.01, (mean + Math.sqrt(mean) * move) * Math.exp(stretch));
      let [term, sum] = [Math.exp(-own), 0];
      for (let value = 0; value <= x; value++) {
        sum += term;
        term *= own / (value + 1);
      }
      return Math.min(1, sum);
    };
  },
};

export const numericNames = Object.keys(numeric);

/** @param name one of `numericNames` */
export function numericDistribution(name: string, effects: readonly Effect[], draws: Draws): Distribution {
  return overDeciles((numeric[name] as (draws: Draws) => Cumulative)(draws), effects);
}

/** @param effects some that occur without drift: cells are the deciles over all of them */
export function overDeciles(cumulative: Cumulative, effects: readonly Effect[]): Distribution {
  const average = (x: number): number =>
    effects.reduce((sum, effect) => sum + cumulative(x, effect), 0) / effects.length;
  const edges: number[] = [];
  for (let decile = 1; decile < 10; decile++) {
    let [low, high] = [-30, 60];
    for (let step = 0; step < 40; step++) {
      const middle = (low + high) / 2;
      if (average(middle) < decile / 10) low = middle;
      else high = middle;
    }
    if (edges.length === 0 || high > (edges.at(-1) as number) + 1e-6) edges.push(high);
  }
  return {
    isOrdered: true,
    cells: edges.length + 1,
    shares(effect, shares) {
      let below = 0;
      for (const [cell, edge] of edges.entries()) {
        const until = cumulative(edge, effect);
        shares[cell] = Math.max(0, until - below);
        below = Math.max(below, until);
      }
      shares[edges.length] = Math.max(0, 1 - below);
    },
  };
}

/** Categories, then `other`, empty, and `unseen`. An effect moves odds along a direction of their own. */
export function categoricalDistribution(categories: number, draws: Draws): Distribution {
  const steepness = draws.between(0, 1.6);
  const odds = Array.from(
    { length: categories },
    (_, place) => -steepness * Math.log(place + 1) + 0.3 * draws.normal(),
  );
  const [first, second] = [0, 1].map(() => odds.map(() => draws.normal()));
  return {
    isOrdered: false,
    cells: categories + 2,
    shares({ move, stretch }, shares) {
      let sum = 0;
      for (const [cell, own] of odds.entries()) {
        const share = Math.exp(own + move * (first?.[cell] as number) + stretch * (second?.[cell] as number));
        shares[cell] = share;
        sum += share;
      }
      for (let cell = 0; cell < categories; cell++) shares[cell] = (shares[cell] as number) / sum;
      shares.fill(0, categories, categories + 2);
    },
  };
}
