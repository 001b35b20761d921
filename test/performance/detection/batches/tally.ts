import type { Trial } from './trial.js';
import type { RuleName } from './rules.js';

/** A share with its 95 % interval, all between 0 and 1; NaN of nothing. */
export interface Share {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const Z = 1.959964;

/** Wilson's interval: https://en.wikipedia.org/wiki/Binomial_proportion_confidence_interval. */
export function wilson(hits: number, all: number): Share {
  const value = hits / all;
  const middle = (value + (Z * Z) / (2 * all)) / (1 + (Z * Z) / all);
  const reach =
    (Z / (1 + (Z * Z) / all)) * Math.sqrt((value * (1 - value)) / all + (Z * Z) / (4 * all * all));
  return { value, low: Math.max(0, middle - reach), high: Math.min(1, middle + reach) };
}

/** A data set has drifted where any of its columns has. */
export function isFlagged({ flagged }: Trial, rule: RuleName): boolean {
  return flagged[rule][0] + flagged[rule][1] > 0;
}

export function isRight(trial: Trial, rule: RuleName): boolean {
  return isFlagged(trial, rule) !== (trial.kind === 'none');
}

/** A drift of .3 deviations or .1 in total variation, and more. */
export function isLarge({ effect }: Trial): boolean {
  return effect.moved >= 0.3 || effect.variation >= 0.1;
}

/**
 * The mean over kinds of change of the share of trials that hit; each kind counts once, however many sizes it has.
 * What shares a reference is not independent, so the interval is that of the mean over references.
 */
export function hitRate(trials: readonly Trial[], hit: (trial: Trial) => boolean): Share {
  const references = [...group(trials, ({ dataSet, repetition }) => `${dataSet} ${repetition}`).values()];
  const rates = references.map((own) => {
    const kinds = [...group(own, ({ kind }) => kind).values()];
    return mean(kinds.map((of) => mean(of.map((trial) => Number(hit(trial))))));
  });
  return interval(rates, trials.length);
}

/** The share of trials that hit, with the interval over references. */
export function shareOf(trials: readonly Trial[], hit: (trial: Trial) => boolean): Share {
  const references = [...group(trials, ({ dataSet, repetition }) => `${dataSet} ${repetition}`).values()];
  const value = mean(trials.map((trial) => Number(hit(trial))));
  const {
    low,
    high,
    value: center,
  } = interval(
    references.map((own) => mean(own.map((trial) => Number(hit(trial))))),
    trials.length,
  );
  return { value, low: Math.max(0, low + value - center), high: Math.min(1, high + value - center) };
}

/** The mean of two shares that were measured apart. */
export function meanOf(one: Share, other: Share): Share {
  const value = (one.value + other.value) / 2;
  return {
    value,
    low: value - Math.hypot(one.value - one.low, other.value - other.low) / 2,
    high: value + Math.hypot(one.high - one.value, other.high - other.value) / 2,
  };
}

/** Of all alike the spread says nothing, and Wilson's interval is taken. */
function interval(rates: readonly number[], trials: number): Share {
  const value = mean(rates);
  const variance = rates.reduce((sum, rate) => sum + (rate - value) ** 2, 0) / Math.max(1, rates.length - 1);
  if (variance === 0 && (value === 0 || value === 1)) return wilson(value * trials, trials);
  const reach = Z * Math.sqrt(variance / rates.length);
  return { value, low: Math.max(0, value - reach), high: Math.min(1, value + reach) };
}

export function group<Item>(items: readonly Item[], by: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = by(item);
    const own = groups.get(key);
    if (own === undefined) groups.set(key, [item]);
    else own.push(item);
  }
  return groups;
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
