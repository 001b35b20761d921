import { z } from 'zod';
import { duration } from './duration.js';
import { paths, section, text, unexpected, type Place } from './fields.js';
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
  | MovingReferenceConfig;

/** The past that lies before whatever is checked, and that moves on with it; lengths in milliseconds. */
export type MovingReferenceConfig =
  /** All of it. */
  | { readonly kind: 'rolling'; readonly rolling: number }
  /** The same weekdays and hours of whole weeks of it. */
  | { readonly kind: 'seasonal'; readonly seasonal: number };

/** How far back a reference reaches that moves on, in milliseconds; undefined for one that stays. */
export function movingLength(reference: ReferenceConfig | undefined): number | undefined {
  if (reference?.kind === 'rolling') return reference.rolling;
  return reference?.kind === 'seasonal' ? reference.seasonal : undefined;
}

const WEEK = 604_800_000;

/** Exactly one kind of reference. A range holds the rows of [from, to); either end may be open. */
export const reference = (place: Place) =>
  section({
    from: instant().optional(),
    to: instant().optional(),
    table: text().optional(),
    query: text().optional(),
    files: paths(place).optional(),
    rolling: duration().optional(),
    seasonal: weeks().optional(),
    source: text().optional(),
  }).transform(({ from, to, table, query, files, rolling, seasonal, source }, context): ReferenceConfig => {
    const problem = (message: string, path: string[] = []): never => {
      context.addIssue({ code: 'custom', message, path });
      return z.NEVER;
    };
    const isRange = from !== undefined || to !== undefined;
    if (
      [isRange, table, query, files, rolling, seasonal].filter((kind) => kind !== undefined && kind !== false)
        .length !== 1
    ) {
      return problem('expected exactly one of from and to, table, query, files, rolling or seasonal');
    }
    if (from !== undefined && to !== undefined && from >= to) {
      return problem(`expected a time after from (${from.toISOString()}), got ${to.toISOString()}`, ['to']);
    }
    if (table !== undefined) return { kind: 'table', table, source };
    if (query !== undefined) return { kind: 'query', query, source };
    if (files !== undefined) return { kind: 'files', files, source };
    if (source !== undefined) return problem('only goes with table, query or files', ['source']);
    if (rolling !== undefined) return { kind: 'rolling', rolling };
    if (seasonal !== undefined) return { kind: 'seasonal', seasonal };
    return { kind: 'range', from, to };
  });

/** A duration of whole weeks. */
const weeks = () =>
  duration().transform((length, context): number =>
    length % WEEK === 0 ? length : unexpected(context, 'whole weeks such as "8w"'),
  );
