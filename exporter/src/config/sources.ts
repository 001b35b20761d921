import { z } from 'zod';
import { unexpected, type Place } from './fields.js';

/** The keys of one source, validated by its type. */
export interface SourceConfig {
  readonly type: string;
}

/** A source type as configuration sees it: its keys, and what a model may ask of it. */
export interface SourceType {
  readonly readsFiles: boolean;
  readonly capabilities: {
    readonly joint: boolean;
    readonly queries: boolean;
    readonly expressions: boolean;
    readonly segments: boolean;
    readonly zonelessTimes: boolean;
  };
  readonly options: (place: Place) => z.ZodType<SourceConfig>;
}

/** Sources by name; `files` is there by default. */
export const sources = (types: Readonly<Record<string, SourceType>>, place: Place) =>
  z
    .record(
      z.string().regex(/^[A-Za-z][\w-]*$/, { error: 'expected a name of letters, digits, _ and -' }),
      z.unknown().transform((value, context): SourceConfig => {
        if (typeof value !== 'object' || value === null || Array.isArray(value)) {
          return unexpected(context, 'a map of keys');
        }
        const type = 'type' in value ? value.type : undefined;
        const known = typeof type === 'string' && Object.hasOwn(types, type) ? types[type] : undefined;
        if (known === undefined) {
          context.addIssue({
            code: 'invalid_value',
            values: Object.keys(types),
            path: ['type'],
            input: type,
          });
          return z.NEVER;
        }
        const result = known.options(place).safeParse(value);
        if (!result.success) {
          for (const issue of result.error.issues) context.issues.push({ ...issue, input: value } as never);
          return z.NEVER;
        }
        return result.data;
      }),
    )
    .transform((named): Record<string, SourceConfig> => ({ files: { type: 'duckdb' }, ...named }));
