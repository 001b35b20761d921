import { sum } from 'd3-array';
import type { Sides } from './picture';

/** What a cell adds to PSI; in words where it is empty on one side and no row count tells how much; undefined without two sides. */
export type Contribution = number | 'new' | 'gone' | undefined;

/**
 * (c − r) · ln(c / r) with the shares c and r. A cell that is empty on one side counts there as half an observation; one
 * that is empty on both adds nothing.
 */
export function contributionOf({ reference, current }: Sides, rows: Sides): Contribution {
  if (reference === undefined || current === undefined) {
    return undefined;
  }
  if (reference === 0 && current === 0) {
    return 0;
  }
  const r = reference === 0 ? halfOf(rows.reference) : reference;
  const c = current === 0 ? halfOf(rows.current) : current;
  if (r === undefined) {
    return 'new';
  }
  return c === undefined ? 'gone' : (c - r) * Math.log(c / r);
}

/** The sum of those that are known; undefined where none is. */
export function sumOf(contributions: readonly Contribution[]): number | undefined {
  const known = contributions.filter((each) => typeof each === 'number');
  return known.length === 0 ? undefined : sum(known);
}

function halfOf(rows: number | undefined): number | undefined {
  return rows !== undefined && rows > 0 ? 0.5 / rows : undefined;
}
