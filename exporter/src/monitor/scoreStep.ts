/**
 * How often the scores of a window are kept, in milliseconds: three times a window, since those of one hour and the
 * next over a week are nearly the same numbers. Whole buckets, and a divisor of the day or whole days, so that kept times are
 * the same whenever counting began.
 */
export function scoreStep(length: number, bucket: number): number {
  const wished = Math.max(bucket, length / 3);
  const steps = divisors.filter((step) => step % bucket === 0 && step <= wished);
  return steps.at(-1) ?? bucket;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const divisors = [
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 4, 6, 8, 12, 24, 48, 168].map((hours) => hours * HOUR),
];
