import type { StatisticResult } from '../detection/result.js';
import * as statistics from '../statistics/index.js';
import type { Statistic } from '../statistics/statistic.js';

/** The registry in the order of tables and of the JSON contract. */
export const statisticList: readonly Statistic[] = Object.values(statistics)
  .map((statistic): Statistic => statistic)
  .sort((a, b) => a.order - b.order);

/** The one number that a table shows; undefined where the result has none. */
export function shownValue(statistic: Statistic, result: StatisticResult): number | undefined {
  const value = statistic.value(result);
  return Number.isFinite(value) ? value : undefined;
}
