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
  readonly by: SegmentChoice;
  /** What was counted before it was counted so, too. */
  readonly isFirst: boolean;
}

/** @param before the choices before `choice`, oldest first */
export function enteredBy(
  choice: SegmentChoice,
  before: readonly SegmentChoice[],
  value: string | undefined,
): Entered {
  let by = choice;
  let older = before.length;
  while (value !== undefined && before[older - 1]?.values.includes(value) === true) {
    by = before[--older] ?? by;
  }
  return { by, isFirst: older === 0 };
}
