import { z } from 'zod';
import { section, text, unexpected } from './fields.js';

const kinds = ['numeric', 'categorical'] as const;

/** The full form of a feature. */
export const namedFeature = () =>
  section({ name: text(), kind: z.enum(kinds).optional(), expression: text().optional() });

/** A feature in full: `kind` is inferred where absent, `expression` is SQL over the model's columns. */
export type FeatureConfig = z.output<ReturnType<typeof namedFeature>>;

/** A column's name, a map with `name`, or a map of one name to its SQL expression. */
export const feature = () =>
  z.unknown().transform((value, context): FeatureConfig => {
    const written = expand(value);
    if (written === undefined) {
      return unexpected(context, 'a column, { name, kind, expression } or one name with its SQL expression');
    }
    const result = namedFeature().safeParse(written);
    if (!result.success) {
      for (const issue of result.error.issues) context.issues.push({ ...issue, input: value } as never);
      return z.NEVER;
    }
    return result.data;
  });

function expand(value: unknown): object | undefined {
  if (typeof value === 'string') {
    return { name: value };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return undefined;
  }
  const [first, ...others] = Object.entries(value);
  if ('name' in value || others.length > 0) {
    return value;
  }
  return first !== undefined && typeof first[1] === 'string'
    ? { name: first[0], expression: first[1] }
    : undefined;
}
