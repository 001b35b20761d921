import { EVENT } from '../../../../exporter/src/detection/lstm/alarmCurve.js';

/** Rules that compare a score with a threshold, and those that are as they are. */
export const scored = {
  sevenDays: 'PSI over 7 days, calibrated',
  sevenDaysOwn: 'the same, for each feature',
  hourly: 'KS or χ² an hour',
  adwin: 'ADWIN',
  pageHinkley: 'Page–Hinkley',
  cusum: 'CUSUM',
  lstm: 'LSTM',
} as const;
export type Scored = keyof typeof scored;

export const rules = {
  conventional: 'PSI ≥ .2 over 7 days',
  ...scored,
  active: '`drift_active`',
  shipped: 'LSTM as shipped',
  combined: '`drift_active` or LSTM',
} as const;
export type Rule = keyof typeof rules;
export const ruleNames = Object.keys(rules) as Rule[];
export const scoredNames = Object.keys(scored) as Scored[];

/** The scores of a stream in each hour from its first full week on, and the hours in which `drift_active` became 1. */
export type Scores = Readonly<Record<Scored, Float64Array>> & { readonly active: readonly number[] };

/** The hours in which scores pass a threshold after a day below it. */
export function events(scores: Float64Array, threshold: number): number[] {
  const found: number[] = [];
  let last = -Infinity;
  for (let hour = 0; hour < scores.length; hour++) {
    if (!((scores[hour] as number) >= threshold)) continue;
    if (hour - last > EVENT) found.push(hour);
    last = hour;
  }
  return found;
}

/** Alarms of two rules that are as one: those within a day of each other count once. */
export function either(one: readonly number[], other: readonly number[]): number[] {
  const sorted = [...one, ...other].sort((a, b) => a - b);
  return sorted.filter((hour, index) => index === 0 || hour - (sorted[index - 1] as number) > EVENT);
}

/** The lowest threshold, of those that scores reach, at which alarms are so few; `count` falls as it rises. */
export function lowestThreshold(
  candidates: readonly number[],
  most: number,
  count: (threshold: number) => number,
): number {
  let [low, high] = [0, candidates.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (count(candidates[middle] as number) <= most) high = middle;
    else low = middle + 1;
  }
  return candidates[low] ?? Infinity;
}

/** The highest scores of all streams together, ascending, each a little above one that was reached: thresholds to try. */
export function candidatesOf(series: readonly Float64Array[], kept = 20_000): number[] {
  const all = series.flatMap((scores) =>
    Array.from(
      scores
        .slice()
        .sort()
        .subarray(-Math.ceil(kept / 20)),
    ),
  );
  const highest = Float64Array.from(all.filter(Number.isFinite)).sort().subarray(-kept);
  return [...new Set(highest)].map((score) => score + 1e-9 * Math.max(1, Math.abs(score)));
}
