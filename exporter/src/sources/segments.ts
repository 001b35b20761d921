import { OTHER, type SegmentColumn } from './source.js';
import { quoteIdentifier, quoteText } from './sql.js';

/** What the segments of a column are called, in the order of their codes. */
export function segmentNames({ column, values }: SegmentColumn): string[] {
  return [...values, undefined].map((value) => segmentName(column, value));
}

/**
 * What a segment is called: `column=value`, nothing behind the sign for NULL. A value that is itself `other` goes into
 * quotes, so that no two segments share a name.
 *
 * @param value undefined for the rest
 */
export function segmentName(column: string, value: string | undefined): string {
  const isAmbiguous = value !== undefined && AMBIGUOUS.test(value);
  return `${column}=${isAmbiguous ? `"${value}"` : (value ?? OTHER)}`;
}

const AMBIGUOUS = new RegExp(`^"*${OTHER}"*$`);

/**
 * SQL of the code of a row's segment: the index of its value, else that of `other`.
 *
 * @param textType what the engine calls a text type.
 */
export function segmentCode(segment: SegmentColumn, textType: string): string {
  return segmentCodeOf(segment, `CAST(${quoteIdentifier(segment.column)} AS ${textType})`);
}

/** The same from SQL of the column's text. */
export function segmentCodeOf({ values }: SegmentColumn, text: string): string {
  if (values.length === 0) return '0';
  const cases = values.map((value, code) => `WHEN ${quoteText(value)} THEN ${code}`);
  return `CASE coalesce(${text}, '') ${cases.join(' ')} ELSE ${values.length} END`;
}
