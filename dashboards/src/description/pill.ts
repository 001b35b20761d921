/** Of a measure, over the rows of one mark. */
export type Aggregation = 'sum' | 'avg' | 'median' | 'min' | 'max' | 'count' | 'distinct';

/** The time of a moment's hour, day, week or month, or its place in the week. */
export type DateStep = 'hour' | 'day' | 'week' | 'month' | 'weekday';

/** A column of a view, or a calculation, as a sheet uses it. */
export interface Pill {
  /** Name of the column, or of the calculation. */
  readonly field: string;
  /** `value` as it stands; `attribute` where all rows of a mark share it; `computed` a calculation that aggregates by itself. */
  readonly by: 'value' | 'attribute' | 'computed' | Aggregation | DateStep;
  /** An axis in place of headers. */
  readonly continuous: boolean;
}

const pill =
  (by: Pill['by'], continuous: boolean) =>
  (field: string): Pill => ({ field, by, continuous });

/** One mark, header or colour for each value. */
export const dimension = pill('value', false);
/** Each value on an axis, or as the ends of a range. */
export const exact = pill('value', true);
/** For tooltips and labels: a dimension that does not split marks. */
export const attribute = pill('attribute', false);
export const sum = pill('sum', true);
export const average = pill('avg', true);
export const median = pill('median', true);
export const least = pill('min', true);
export const largest = pill('max', true);
export const distinct = pill('distinct', true);
/** A calculation of aggregates whose result is a number. */
export const computed = pill('computed', true);
/** A calculation of aggregates whose result is a word. */
export const worded = pill('computed', false);

/** A header for each hour, day, week, month or day of the week. */
export const each = (step: DateStep, field: string): Pill => ({ field, by: step, continuous: false });
/** An axis of hours, days, weeks or months. */
export const along = (step: DateStep, field: string): Pill => ({ field, by: step, continuous: true });

export function samePill(a: Pill, b: Pill): boolean {
  return a.field === b.field && a.by === b.by && a.continuous === b.continuous;
}
