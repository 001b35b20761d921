import type { MonitoringPlan } from './plan.js';

type Timing = Pick<MonitoringPlan, 'clock' | 'bucket' | 'lateness'>;

/** One failed check leaves no gap: three checks and a deadline, in milliseconds. */
function graceOf(frequency: number, deadline: number): number {
  return 3 * frequency + deadline;
}

/**
 * When a window's result is too old to show: three checks and a deadline after it was found; and, as the clock goes on, once its
 * newest row is further back than the window is long.
 */
export function expiryOf(
  { clock, bucket, lateness }: Timing,
  frequency: number,
  deadline: number,
  now = Date.now(),
): (to: number, length: number) => Date {
  const grace = graceOf(frequency, deadline);
  return (to, length) =>
    new Date(Math.min(now + grace, clock.runs ? to + length + bucket + lateness + grace : Infinity));
}

/**
 * From when on a model is stale unless another check succeeds by then: three checks and a deadline after this one; or, as the clock
 * goes on, `staleAfter` milliseconds after its newest row.
 */
export function staleFromOf(
  { clock }: Pick<Timing, 'clock'>,
  { frequency, deadline, staleAfter }: Readonly<Record<'frequency' | 'deadline' | 'staleAfter', number>>,
  newest: number | undefined,
  now = Date.now(),
): Date {
  const rows = clock.runs && newest !== undefined ? newest + staleAfter : Infinity;
  return new Date(Math.min(now + graceOf(frequency, deadline), rows));
}
