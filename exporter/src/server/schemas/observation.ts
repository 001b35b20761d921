import { z } from 'zod';
import { featureVerdict } from './model.js';
import { severity, time } from './verdict.js';

export const idempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,255}$/, { error: 'expected 1 to 255 visible characters' })
  .describe('Names the request: sent again within a day, it is answered as before and counted once.')
  .meta({ examples: ['3b241101-e2bb-4255-8caf-4136c566a962'] });

/** Described only: rows are checked one by one, so that a wrong one does not fail the others. */
export const rows = z
  .array(z.record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.null()])))
  .meta({
    id: 'Observations',
    description:
      'Rows, each a map of its fields. As application/x-ndjson: one a line, without the list around them.',
  });

const count = z.int();

export const observationResult = z
  .strictObject({
    model: z.string(),
    reference: z.string().describe('Version of the reference under which the rows were counted.'),
    replayed: z
      .boolean()
      .describe('Whether this Idempotency-Key came before: nothing was counted this time.'),
    accepted: count,
    rejected: z
      .strictObject({ invalid: count, late: count, future: count })
      .describe(
        'Rows that were not counted: wrong types, of closed buckets, or further ahead than clocks may differ.',
      ),
    rejections: z
      .array(
        z.strictObject({
          row: count.describe('From 0.'),
          field: z.string().nullable(),
          reason: z.string(),
        }),
      )
      .describe('The first 20.'),
    ignored_fields: z
      .array(z.string())
      .describe('Fields of the first 100 rows that are no features; at most 20.'),
    scores_missing: z
      .string()
      .nullable()
      .describe('Why there are no windows, where they were wanted: the rows count all the same.'),
    windows: z
      .array(
        z.strictObject({
          window: z.string(),
          from: time,
          to: time,
          severity: severity.describe('The worst of its features.'),
          dataset_share: z.number().nullable(),
        }),
      )
      .describe('Shortest first; empty where no scores are wanted.'),
    features: z.array(z.strictObject({ feature: z.string(), windows: z.array(featureVerdict) })),
  })
  .meta({ id: 'ObservationResult' });
