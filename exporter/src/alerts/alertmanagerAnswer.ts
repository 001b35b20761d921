import { z } from 'zod';
import { FINGERPRINT } from './observation.js';

/** Labels or annotations. */
export const texts = z.record(z.string(), z.string());
const instant = z.string().transform((text, context) => {
  const time = Date.parse(text);
  if (Number.isNaN(time)) context.addIssue({ code: 'custom', message: 'expected a time' });
  return time;
});

/** An alert as `/api/v2/alerts` gives it; what is not used is not looked at. Times in milliseconds since the epoch. */
export const polledAlert = z.object({
  fingerprint: z.string().regex(FINGERPRINT),
  labels: texts,
  annotations: texts.default({}),
  startsAt: instant,
  updatedAt: instant,
  status: z.object({
    silencedBy: z.array(z.string()).default([]),
    inhibitedBy: z.array(z.string()).default([]),
  }),
});
export type PolledAlert = z.output<typeof polledAlert>;

/** A silence as `/api/v2/silences` gives it. */
export const polledSilence = z.object({
  id: z.string().min(1).max(200),
  createdBy: z.string().default(''),
  comment: z.string().default(''),
  startsAt: instant,
});
export type PolledSilence = z.output<typeof polledSilence>;

/** What can be read of a list, and how much cannot. @throws TypeError where it is no list */
export function readable<Schema extends z.ZodType>(
  schema: Schema,
  list: unknown,
): { readonly entries: z.output<Schema>[]; readonly unreadable: number } {
  if (!Array.isArray(list)) throw new TypeError('expected a list');
  const entries = list.flatMap((entry: unknown) => {
    const { success, data } = schema.safeParse(entry);
    return success ? [data] : [];
  });
  return { entries, unreadable: list.length - entries.length };
}
