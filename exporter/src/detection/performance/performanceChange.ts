import { metricCalled } from './measurePerformance.js';
import type { Performance, PerformanceMetric, PerformanceValue } from './performanceMetric.js';

export type PerformanceChange = {
  readonly value: number;
  readonly reference: number;
  /** Of their difference, where both have one. */
  readonly standard_error?: number;
  /** Whether the change is more than chance; null where that cannot be told. */
  readonly changed: boolean | null;
  /** Whether it has changed for the worse; null as above. */
  readonly worse: boolean | null;
};

/** So many standard errors are no chance: with independent rows, 0.3 % of windows without any change show as much. */
const DEVIATIONS = 3;

/**
 * How each metric has changed that both sides have. Rows of a day resemble each other, so chance makes larger
 * changes than standard errors of independent rows tell: a change of a short window wants to be seen again.
 *
 * @param minRows rows that each side must have for the change to be judged
 */
export function performanceChange(
  reference: Performance,
  current: Performance,
  minRows = 30,
): Readonly<Record<string, PerformanceChange>> {
  return Object.fromEntries(
    Object.entries(current).flatMap(([id, after]) => {
      const before = Object.hasOwn(reference, id) ? reference[id] : undefined;
      const metric = metricCalled(id);
      return before === undefined || metric === undefined
        ? []
        : [[id, change(metric, before, after, minRows)] as const];
    }),
  );
}

function change(
  metric: PerformanceMetric,
  before: PerformanceValue,
  after: PerformanceValue,
  minRows: number,
): PerformanceChange {
  const standardError = standardErrorOfDifference(before, after);
  const limit = chance(before, after, standardError);
  const isJudged = limit !== undefined && Math.min(before.rows, after.rows) >= minRows;
  const changed = isJudged ? Math.abs(after.value - before.value) > limit : null;
  return {
    value: after.value,
    reference: before.value,
    ...(standardError === undefined ? {} : { standard_error: standardError }),
    changed,
    worse: changed === null ? null : changed && isWorse(metric, before.value, after.value),
  };
}

function standardErrorOfDifference(
  { standard_error: one }: PerformanceValue,
  { standard_error: other }: PerformanceValue,
): number | undefined {
  return one === undefined || other === undefined ? undefined : Math.hypot(one, other);
}

/** What may change by chance. Cells lose alike on both sides, so that their error bounds do not count. */
function chance(
  { noise_floor: one }: PerformanceValue,
  { noise_floor: other }: PerformanceValue,
  standardError: number | undefined,
): number | undefined {
  if (standardError !== undefined) return DEVIATIONS * standardError;
  return one === undefined || other === undefined ? undefined : one + other;
}

function isWorse({ better }: PerformanceMetric, before: number, after: number): boolean {
  if (better === 'zero') return Math.abs(after) > Math.abs(before);
  return better === 'higher' ? after < before : after > before;
}
