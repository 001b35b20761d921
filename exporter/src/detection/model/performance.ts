import { estimateError, type EstimateError } from '../performance/estimateError.js';
import { estimatePerformance } from '../performance/estimatePerformance.js';
import * as metrics from '../performance/index.js';
import { measurePerformance } from '../performance/measurePerformance.js';
import { performanceChange, type PerformanceChange } from '../performance/performanceChange.js';
import type { Performance, PerformanceValue } from '../performance/performanceMetric.js';
import { performanceReason } from '../performance/performanceReason.js';
import { reliability, type ReliabilityPoint } from '../performance/reliability.js';
import { scoreCalibration } from '../performance/scoreCalibration.js';
import { windowOutcome, type WindowOutcome } from '../performance/windowOutcome.js';
import type { ModelComparison } from './modelComparison.js';
import type { ModelFinding } from './modelFinding.js';

/** One measure of performance: in the reference, in the window as labels tell, and as it was expected without them. */
export interface MetricFinding {
  readonly reference?: PerformanceValue;
  readonly measured?: PerformanceValue;
  readonly estimated?: PerformanceValue;
  readonly change?: PerformanceChange;
  /** How far the estimate was off, of rows that have labels by now. */
  readonly estimate_error?: EstimateError;
}

export interface PerformanceFinding {
  /** Rows that have a prediction and a label. */
  readonly labelled_rows: number;
  /** By the metric's id, in the registry's order. */
  readonly metrics: Readonly<Record<string, MetricFinding>>;
  /** Labels in ascending groups of scores. */
  readonly reliability?: readonly ReliabilityPoint[];
  /** Why there is no measured performance, or not all of it. */
  readonly reason?: string;
}

export const performance: ModelFinding<PerformanceFinding> = {
  id: 'performance',
  title: 'Performance',
  description:
    'How well the model predicts, as measured where labels are known, and as estimated from calibrated scores where they are not.',
  order: 2,
  compute({ task, score, hasLabel, minRows }: ModelComparison) {
    if (score === undefined || !hasLabel) return undefined;
    const [before, after] = [windowOutcome(score.reference, task), windowOutcome(score.current, task)];
    if (before === undefined || after === undefined) return undefined;
    const [reference, measured] = [measurePerformance(before), measurePerformance(after)];
    const estimates = estimatesOf(before, after);
    const changes = performanceChange(reference, measured, minRows);
    const reason = performanceReason(after) ?? ofReference(performanceReason(before));
    const found = Object.values(metrics)
      .filter((metric) => metric.task === task)
      .sort((a, b) => a.order - b.order)
      .map(({ id }): [string, MetricFinding] => [
        id,
        {
          ...named('reference', reference[id]),
          ...named('measured', measured[id]),
          ...named('estimated', estimates.estimated[id]),
          ...named('change', changes[id]),
          ...named('estimate_error', estimates.errors[id]),
        },
      ])
      .filter(([, finding]) => Object.keys(finding).length > 0);
    if (found.length === 0 && reason === undefined) return undefined;
    const curve = after.task === 'classification' ? reliability(after) : [];
    return {
      labelled_rows: after.rows,
      metrics: Object.fromEntries(found),
      ...(curve.length > 0 ? { reliability: curve } : {}),
      ...(reason === undefined ? {} : { reason }),
    };
  },
};

/** Without two classes in the reference there is nothing to compare with. */
function ofReference(reason: string | undefined): string | undefined {
  return reason && `in the reference, ${reason}`;
}

function estimatesOf(
  reference: WindowOutcome,
  current: WindowOutcome,
): { estimated: Performance; errors: Readonly<Record<string, EstimateError>> } {
  if (reference.task !== 'classification' || current.task !== 'classification')
    return { estimated: {}, errors: {} };
  const calibration = scoreCalibration(reference);
  if (calibration === undefined) return { estimated: {}, errors: {} };
  return {
    estimated: estimatePerformance(calibration, current),
    errors: estimateError(calibration, current),
  };
}

function named<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]: Value });
}
