import type { MetricFinding } from '../../detection/model/performance.js';
import * as registry from '../../detection/performance/index.js';
import type { PerformanceMetric } from '../../detection/performance/performanceMetric.js';
import { short } from '../numbers.js';

/** A metric of a window's performance, with what is known of it. */
export interface ShownMetric {
  readonly metric: PerformanceMetric;
  readonly finding: MetricFinding;
}

/** The registry in the order of tables. */
export const metricList: readonly PerformanceMetric[] = Object.values(registry)
  .map((metric): PerformanceMetric => metric)
  .sort((a, b) => a.order - b.order);

/** The metrics of a window in the registry's order. */
export function shownMetrics(metrics: Readonly<Record<string, MetricFinding>> | undefined): ShownMetric[] {
  return metricList.flatMap((metric) => {
    const finding = metrics?.[metric.id];
    return finding === undefined ? [] : [{ metric, finding }];
  });
}

/** The metric that a model is known by: the first, such as ROC AUC. */
export function mainMetric(
  metrics: Readonly<Record<string, MetricFinding>> | undefined,
): ShownMetric | undefined {
  return shownMetrics(metrics)[0];
}

/** Three decimals of what a classification is measured by, three digits of what has a unit. */
export function metricNumber({ task }: PerformanceMetric, value: number): string {
  return task === 'classification' ? value.toFixed(3).replace('-', '−') : short(value);
}

/** As `metricNumber`, with a sign. */
export function metricChange(metric: PerformanceMetric, change: number): string {
  return withSign(change, metricNumber(metric, Math.abs(change)));
}

/** A sign before the text of a number's size; none where that is zero. */
export function withSign(value: number, size: string): string {
  return /[1-9]/.test(size) ? `${value < 0 ? '−' : '+'}${size}` : size;
}

/** What the change of a metric comes to, in a word. */
export function changeWord({ change }: MetricFinding): 'worse' | 'better' | 'within chance' | undefined {
  if (change === undefined || change.changed === null) return undefined;
  if (!change.changed) return 'within chance';
  return change.worse === true ? 'worse' : 'better';
}
