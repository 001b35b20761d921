import { z } from 'zod';
import { duration } from './duration.js';
import { paths, section, text, type Place } from './fields.js';
import { instant } from './instant.js';

/**
 * What the model was trained on: a range of time, another relation, or the most recent past. `source` is where a stream's
 * reference lies, since a stream has no source.
 */
export type ReferenceConfig =
  | { readonly kind: 'range'; readonly from?: Date; readonly to?: Date }
  | { readonly kind: 'table'; readonly table: string; readonly source?: string | undefined }
  | { readonly kind: 'query'; readonly query: string; readonly source?: string | undefined }
  | { readonly kind: 'files'; readonly files: readonly string[]; readonly source?: string | undefined }
  /** Milliseconds before the window that is checked. */
  | { readonly kind: 'rolling'; readonly rolling: number };

/** Exactly one kind of reference. A range holds the rows of [from, to); either end may be open. */
export const reference = (place: Place) =>
  section({
    from: instant().optional(),
    to: instant().optional(),
    table: text().optional(),
    query: text().optional(),
    files: paths(place).optional(),
    rolling: duration().optional(),
    source: text().optional(),
  }).transform(({ from, to, table, query, files, rolling, source }, context): ReferenceConfig => {
    const problem = (message: string, path: string[] = []): never => {
      context.addIssue({ code: 'custom', message, path });
      return z.NEVER;
    };
    const isRange = from !== undefined || to !== undefined;
    if (
      [isRange, table, query, files, rolling].filter((kind) => kind !== undefined && kind !== false)
        .length !== 1
    ) {
      return problem('expected exactly one of from and to, table, query, files or rolling');
    }
    if (from !== undefined && to !== undefined && from >= to) {
      return problem(`expected a time after from (${from.toISOString()}), got ${to.toISOString()}`, ['to']);
    }
    if (table !== undefined) return { kind: 'table', table, source };
    if (query !== undefined) return { kind: 'query', query, source };
    if (files !== undefined) return { kind: 'files', files, source };
    if (source !== undefined) return problem('only goes with table, query or files', ['source']);
    if (rolling !== undefined) return { kind: 'rolling', rolling };
    return { kind: 'range', from, to };
  });
