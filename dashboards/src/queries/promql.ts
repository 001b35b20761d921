import type { MetricQuery } from '../description/sheet.js';

/**
 * Matchers by the dashboard's variables. Back quotes and `:regex`, since a name may hold quotes, backslashes and what is special in
 * a regular expression.
 */
export const MODEL = 'model=~`${model:regex}`';
export const FEATURE = 'feature=~`${feature:regex}`';
export const WINDOW = 'window=~`${window:regex}`';
/** "All" stands for all rows: series without a segment. */
export const SEGMENT = 'segment=~`${segment:regex}`';
/** A measure of performance. */
export const METRIC = 'metric=~`${metric:regex}`';
export const ALL_ROWS = 'segment=""';

/** Labels that say what a series is about. Replicas of the exporter differ in others, and are one after `max by`. */
export const SUBJECT = 'model, feature, window, segment';

/** A metric as of now, the replicas as one. */
export function now(metric: string, by: string, ...matchers: readonly string[]): string {
  return `max by (${by}) (${metric}{${matchers.join(', ')}})`;
}

/**
 * A score over time. Backfilled scores are kept three times in a window's length, so the last one holds for as long; a scrape brings
 * newer ones.
 */
export function held(metric: string, by: string, ...matchers: readonly string[]): string {
  return `max by (${by}) (last_over_time(${metric}{${matchers.join(', ')}}[\${hold}s]))`;
}

/**
 * The extreme value from each step to the next, as a band of state is drawn: nothing is lost that is shorter than a step, or that
 * began after the last one.
 */
export function during(series: string, extreme: 'max' | 'min' = 'max'): string {
  return `${extreme}_over_time(${series}[$__interval] offset -$__interval)`;
}

/** A score over time, as `held`, and the largest where several fall into one step: no peak is lost between steps. */
export function peak(metric: string, by: string, ...matchers: readonly string[]): string {
  const series = `${metric}{${matchers.join(', ')}}`;
  return `max by (${by}) (max_over_time(${series}[$__interval]) or last_over_time(${series}[\${hold}s]))`;
}

/** Thresholds over time; those of the end of the range where they were not recorded then. */
export function thresholds(...matchers: readonly string[]): string {
  const series = `drift_threshold{${matchers.join(', ')}}`;
  const by = 'max by (model, feature, severity)';
  return `${by} (${series}) or ${by} (last_over_time(${series}[1h] @ end()))`;
}

/** Severity, or -1 where too few rows tell. */
export function severityOrInconclusive(
  read: (metric: string, by: string, ...matchers: readonly string[]) => string,
  by: string,
  ...matchers: readonly string[]
): string {
  return `${read('drift_severity', by, ...matchers)} or 0 - (${read('drift_inconclusive', by, ...matchers)} == 1)`;
}

/** The part of a query's answer that is of the exporter's own process: other programs have metrics of these names, too. */
export function ofExporter(expression: string): string {
  return `${expression} and on (job, instance) drift_exporter_build_info`;
}

/** A name of its own for each of several numbers in one table. */
export function called(name: string, expression: string): string {
  return `label_replace(${expression}, "statistic", "${name}", "", "")`;
}

type Options = Partial<Pick<MetricQuery, 'legend' | 'mayBeEmpty'>>;

export const overRange = (name: string, promql: string, options: Options = {}): MetricQuery => ({
  name,
  promql,
  over: 'range',
  ...options,
});

export const atEnd = (name: string, promql: string, options: Options = {}): MetricQuery => ({
  name,
  promql,
  over: 'end',
  ...options,
});
