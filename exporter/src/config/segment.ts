import { z } from 'zod';
import { integer, section, text, unexpected } from './fields.js';

/** So many values of a column are judged apart where the configuration does not say. */
const TOP = 10;
const MOST = 100;

const full = () => section({ column: text(), top: integer(1, MOST).prefault(TOP) });

/** A column by whose most frequent values rows are judged apart, besides all together. */
export type SegmentConfig = z.output<ReturnType<typeof full>>;

/** A column's name, or a map with `column` and how many of its values are judged apart. */
export const segment = () =>
  z.unknown().transform((value, context): SegmentConfig => {
    const written = typeof value === 'string' ? { column: value } : value;
    if (typeof written !== 'object' || written === null || Array.isArray(written)) {
      return unexpected(context, 'a column or { column, top }');
    }
    const result = full().safeParse(written);
    if (!result.success) {
      for (const issue of result.error.issues) context.issues.push({ ...issue, input: value } as never);
      return z.NEVER;
    }
    return result.data;
  });
