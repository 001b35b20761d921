import { z } from 'zod';
import { duration } from './duration.js';
import { number, paths, section, text, unexpected, type Place } from './fields.js';

/** What a model predicts: one of two classes, by a score, or a number. */
export const tasks = ['classification', 'regression'] as const;

/** A label as text: YAML reads `1`, `yes` in quotes and `true` as three types. */
const labelValue = () =>
  z.unknown().transform((value, context): string => {
    const isValue = ['string', 'number', 'boolean'].includes(typeof value) && value !== '';
    return isValue ? String(value) : unexpected(context, 'the label of the positive class');
  });

/** Where importances of features lie: rows with a feature's name and a number, of the newest time where they have one. */
const importanceRows = (place: Place) =>
  section({
    table: text().optional(),
    query: text().optional(),
    files: paths(place).optional(),
    feature_column: text().prefault('feature'),
    importance_column: text().prefault('importance'),
    timestamp_column: text().optional(),
  }).superRefine((written, context) => {
    const named = [written.table, written.query, written.files].filter((value) => value !== undefined);
    if (named.length !== 1) {
      context.addIssue({ code: 'custom', message: 'expected exactly one of table, query or files' });
    }
  });

/** How much features matter to the model: numbers by feature, or where they lie. */
export type ImportanceConfig =
  | { readonly kind: 'given'; readonly values: Readonly<Record<string, number>> }
  | ({ readonly kind: 'rows' } & z.output<ReturnType<typeof importanceRows>>);

const places = ['table', 'query', 'files'];

/** A map of features to their importance, or the table, query or files that hold them. */
const importance = (place: Place) =>
  z.unknown().transform((value, context): ImportanceConfig => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return unexpected(context, 'a map of features to numbers, or one of table, query or files');
    }
    const isRows = Object.entries(value).some(
      ([key, entry]) => places.includes(key) && typeof entry !== 'number',
    );
    const result = isRows
      ? importanceRows(place).safeParse(value)
      : z.record(text(), number({ from: 0 })).safeParse(value);
    if (!result.success) {
      for (const issue of result.error.issues) context.issues.push({ ...issue, input: value } as never);
      return z.NEVER;
    }
    return isRows
      ? { kind: 'rows', ...(result.data as z.output<ReturnType<typeof importanceRows>>) }
      : { kind: 'given', values: result.data as Record<string, number> };
  });

/** How predictions and labels are read, and how much features matter: keys of a model. */
export const outcomeKeys = (place: Place) => ({
  prediction_column: text().optional(),
  label_column: text().optional(),
  decision_column: text().optional(),
  task: z.enum(tasks).optional(),
  positive_label: labelValue().optional(),
  decision_threshold: number({ from: 0, to: 1 }).prefault(0.5),
  label_delay: duration({ zero: true }).prefault('7d'),
  importance: importance(place).optional(),
});

interface WrittenOutcome {
  readonly label_column?: string | undefined;
  readonly task?: string | undefined;
  readonly positive_label?: string | undefined;
}

/** What does not fit together. */
export function outcomeProblems({ label_column: label, task, positive_label: positive }: WrittenOutcome) {
  if (positive === undefined) return [];
  const path = ['positive_label'];
  if (label === undefined) return [{ path, message: 'needs a label_column' }];
  return task === 'regression'
    ? [{ path, message: 'a regression has no classes; leave it out, or write task: classification' }]
    : [];
}
