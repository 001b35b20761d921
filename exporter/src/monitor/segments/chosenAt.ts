import type { SegmentChoice } from '../../store/store.js';

/** The choice in force; before the first one that was made, that one. */
export function indexAt(choices: readonly SegmentChoice[], start: number): number {
  return Math.max(
    0,
    choices.findLastIndex(({ from }) => from <= start),
  );
}

/** The choice since which a value has been counted apart without a break, and a rest has been the same one. */
export interface Entered {
  readonly from: number;
  /** What was counted before it was counted so, too. */
  readonly isFirst: boolean;
}

export function enteredBy(
  choices: readonly SegmentChoice[],
  index: number,
  value: string | undefined,
): Entered {
  let first = index;
  while (value !== undefined && choices[first - 1]?.values.includes(value) === true) first--;
  return { from: choices[first]?.from ?? -Infinity, isFirst: first === 0 };
}
