import { median } from 'd3-array';

/** More than this many usual steps between two points are a gap. */
const GAP_STEPS = 2.2;

/** The usual distance of neighbours, in the unit of the ascending times; Infinity for fewer than two. */
export function usualStep(times: readonly number[]): number {
  return median(times.slice(1), (time, index) => time - (times[index] ?? NaN)) ?? Infinity;
}

/** Whether something is missing between two neighbouring times. */
export function isGap(before: number, after: number, step: number): boolean {
  return after - before > GAP_STEPS * step;
}
