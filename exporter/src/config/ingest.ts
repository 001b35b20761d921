import { RE2JS } from 're2js';
import { z } from 'zod';
import { duration } from './duration.js';
import { namedFeature } from './feature.js';
import { flag, integer, number, path, section, text, unexpected, type Place } from './fields.js';

const types = ['integer', 'number', 'text', 'boolean', 'timestamp', 'date'] as const;

/** What a rule says that its column holds. */
export type ColumnType = (typeof types)[number];

/** What becomes of a row that fails a rule: left out, or written and counted. */
export type RowAction = 'refuse' | 'flag';

const rowAction = () => z.enum(['refuse', 'flag']).prefault('refuse');
/** What becomes of a whole file that fails a rule. */
const fileAction = () => z.enum(['warn', 'fail']).prefault('warn');

/** The lowest and the highest value; nothing in place of one is no limit. */
const range = () =>
  z.unknown().transform((value, context): readonly [number | null, number | null] => {
    const bounds = z
      .array(z.union([number(), z.null()]))
      .length(2)
      .safeParse(value);
    const [lowest = null, highest = null] = bounds.data ?? [];
    const isRange = bounds.success && (lowest ?? highest) !== null;
    return isRange && (lowest === null || highest === null || lowest <= highest)
      ? [lowest, highest]
      : unexpected(context, 'the lowest and the highest value, such as [18, 120] or [0, null]');
  });

/** As DuckDB understands it, which is not how JavaScript does. */
const pattern = () =>
  text().transform((value, context): string => {
    const expected = 'a regular expression of RE2, which has no look-around and no back-references';
    // DuckDB's RE2 knows named groups by their older spelling only
    if (/\(\?<\w+>/.test(value)) return unexpected(context, `${expected}, and names groups (?P<name>…)`);
    try {
      RE2JS.compile(value);
      return value;
    } catch {
      return unexpected(context, expected);
    }
  });

/** What a rule may ask of a column. */
const checks = ['type', 'required', 'range', 'allowed', 'matches', 'unique'] as const;

/** What rows must be like: of one column, or an SQL condition over all. */
const rule = () =>
  section({
    column: text().optional(),
    type: z.enum(types).optional(),
    required: flag().optional(),
    range: range().optional(),
    allowed: z
      .array(z.union([text(), z.number(), z.boolean()]))
      .min(1)
      .optional(),
    matches: pattern().optional(),
    unique: flag().optional(),
    check: text().optional(),
    name: text().optional(),
    on_failure: rowAction(),
  }).superRefine((written, context) => {
    const { column, check, name } = written;
    const given = checks.filter((key) => written[key] !== undefined);
    const problem = (key: string, message: string) =>
      context.addIssue({ code: 'custom', path: [key], message });
    if ((column === undefined) === (check === undefined)) {
      problem('column', 'expected exactly one of column and check');
    } else if (column !== undefined && given.length === 0) {
      problem('column', 'expected a check beside it: type, required, range, allowed, matches or unique');
    }
    for (const key of check === undefined ? [] : given) problem(key, 'needs a column in place of check');
    if (column !== undefined && name !== undefined) problem('name', 'is for a check; a column names itself');
  });

/** How many rows a file may have. */
const rowCount = () =>
  section({
    at_least: integer(0).optional(),
    at_most: integer(0).optional(),
    usual: flag().prefault(true),
    on_failure: fileAction(),
  });

/** How rows of a model are brought into its table or files. */
export const ingest = (place: Place) =>
  section({
    target: text().optional(),
    table: text().optional(),
    folder: path(place).optional(),
    tags: z.array(text()).prefault([]),
    timestamp_column: text().optional(),
    key: z.array(text()).min(1).optional(),
    features: z
      .array(
        z.unknown().transform((value, context) => {
          const result = namedFeature().safeParse(expand(value));
          const { name = '', expression } = result.data ?? {};
          return result.success && expression !== undefined
            ? { name, expression }
            : unexpected(context, 'a name with its SQL expression, such as debt_ratio: "debt / income"');
        }),
      )
      .prefault([]),
    rules: z.array(rule()).prefault([]),
    learned: z.enum(['flag', 'refuse', 'off']).prefault('flag'),
    max_refused: number({ from: 0, to: 1 }).prefault(0.5),
    row_count: rowCount().prefault({}),
    freshness: section({ max_age: duration(), on_failure: fileAction() }).optional(),
    quarantine: section({ path: path(place), retention: duration().prefault('30d') }).optional(),
  });

/** A map of one name to its expression, in full. */
function expand(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || 'name' in value) return value;
  const [[name, expression] = [], ...others] = Object.entries(value);
  return others.length === 0 ? { name, expression } : value;
}
