import type { Pill } from '../../description/pill.js';
import type { FieldBook } from '../fieldBook.js';
import type { Cell } from './sheetResult.js';

const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** A value as Tableau would write it, by the format of its column. */
export function cellText(value: Cell, pill: Pill, book: FieldBook): string {
  if (value === null) return pill.by === 'value' ? 'Null' : '';
  if (value instanceof Date) return dateText(value, pill, book.field(pill.field).local === 'date');
  // Tableau counts weekdays from Sunday, 1
  if (pill.by === 'weekday') return WEEKDAYS[Number(value) - 1] ?? String(value);
  if (typeof value !== 'number') return String(value);
  const format =
    pill.by === 'distinct' || pill.by === 'count' ? 'n#,##0' : (book.field(pill.field).format ?? '');
  const percent = format.startsWith('p');
  const digits = /\.(0+)/.exec(format)?.[1]?.length ?? 0;
  const number = (percent ? 100 * value : value).toLocaleString('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return percent ? `${number}%` : number;
}

function dateText(value: Date, { by }: Pill, whole: boolean): string {
  const text = value.toISOString();
  return whole || ['day', 'week', 'month'].includes(by)
    ? text.slice(0, 10)
    : text.slice(0, 16).replace('T', ' ');
}
