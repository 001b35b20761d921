import { MODEL } from '../../queries/promql.js';

const duration = (part: string, range: string): string =>
  `max without (instance, pod) (rate(drift_check_duration_seconds_${part}{${MODEL}}[${range}]))`;

/** Seconds that a whole check takes on average, by model: the stages of a check together. */
export function wholeCheck(range: string): string {
  return `sum by (model) (${duration('sum', range)}) / max by (model) (${duration('count', range)} > 0)`;
}

/** Seconds that so many checks stay below, by stage. */
export function stageQuantile(share: number, range: string): string {
  return `histogram_quantile(${share}, sum by (stage, le) (${duration('bucket', range)}))`;
}

export function rowsPerSecond(range: string): string {
  return `sum by (model) (max without (instance, pod) (rate(drift_check_rows_total{${MODEL}}[${range}])))`;
}
