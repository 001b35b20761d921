import type { MonitoringPlan } from './plan.js';

/**
 * When a window's result is too old to show: three checks and a deadline after it was found, so that one failed check
 * leaves no gap; and, as the clock goes on, once its newest row is further back than the window is long.
 */
export function expiryOf(
  { clock, bucket, lateness }: Pick<MonitoringPlan, 'clock' | 'bucket' | 'lateness'>,
  frequency: number,
  deadline: number,
  now = Date.now(),
): (to: number, length: number) => Date {
  const grace = 3 * frequency + deadline;
  return (to, length) =>
    new Date(Math.min(now + grace, clock.runs ? to + length + bucket + lateness + grace : Infinity));
}
