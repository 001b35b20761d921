import * as registry from './index.js';
import type { Performance, PerformanceMetric, PerformanceValue } from './performanceMetric.js';
import type { WindowOutcome } from './windowOutcome.js';

const metrics: readonly PerformanceMetric[] = Object.values(registry);

/** Performance by the labels of a window: each metric of its task, without those that have no meaning in it. */
export function measurePerformance(outcome: WindowOutcome): Performance {
  return Object.fromEntries(
    metrics.flatMap((metric) => {
      const value = compute(metric, outcome);
      return value !== undefined && isFinite(value) ? [[metric.id, value] as const] : [];
    }),
  );
}

/** By its id. */
export function metricCalled(id: string): PerformanceMetric | undefined {
  return metrics.find((metric) => metric.id === id);
}

function compute(metric: PerformanceMetric, outcome: WindowOutcome): PerformanceValue | undefined {
  if (metric.task === 'classification')
    return outcome.task === 'classification' ? metric.compute(outcome) : undefined;
  return outcome.task === 'regression' ? metric.compute(outcome) : undefined;
}

/** Sums of a source may have overflowed, and what came from them is nothing to publish. */
export function isFinite(value: PerformanceValue): boolean {
  return Object.values(value).every(Number.isFinite);
}
