import type { ClockName } from '../config/monitoring.js';

const WEEK = 604_800_000;
/** Later than any row: what caps the newest timestamp where data may lie in the future. */
export const END_OF_TIME = new Date(Date.UTC(9999, 0, 1));

/** How a model tells time. */
export interface Clock {
  /** Rows after this are left out. */
  limit(): Date;
  /** Milliseconds that all timestamps are moved forward by. */
  readonly shift: number;
  /** Whether results grow old as the machine's clock goes on, and not only when checks fail. */
  readonly runs: boolean;
}

/**
 * @param newest the newest row as it stands in the data, for `shifted`
 * @param bucket length of a bucket: a shift keeps buckets aligned, too
 */
export function clockOf(name: ClockName, newest: Date | undefined, bucket: number, now: Date): Clock {
  switch (name) {
    case 'system':
      return { limit: () => new Date(), shift: 0, runs: true };
    case 'data':
      return { limit: () => END_OF_TIME, shift: 0, runs: false };
    case 'shifted': {
      const step = leastCommonMultiple(WEEK, bucket);
      const shift = newest === undefined ? 0 : Math.floor((now.getTime() - newest.getTime()) / step) * step;
      return { limit: () => END_OF_TIME, shift: shift + 0, runs: false };
    }
  }
}

function leastCommonMultiple(a: number, b: number): number {
  let [greater, smaller] = [a, b];
  while (smaller > 0) [greater, smaller] = [smaller, greater % smaller];
  return (a / greater) * b;
}
