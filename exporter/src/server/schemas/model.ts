import { z } from 'zod';
import { stages } from '../../monitor/state.js';
import { drifted, severity, sides, thresholds, time } from './verdict.js';

const windowSummary = z
  .strictObject({
    window: z.string(),
    from: time,
    to: time,
    expires: time.describe('After this the result is too old to show.'),
    severity: severity.describe('The worst of its features.'),
    features: z
      .strictObject({
        none: z.int(),
        small: z.int(),
        significant: z.int(),
        critical: z.int(),
        inconclusive: z.int(),
      })
      .describe('How many features have each severity.'),
    dataset_share: z
      .number()
      .nullable()
      .describe('Share of the conclusive features that have drifted; null where none is conclusive.'),
    dataset_detected: z.boolean(),
  })
  .meta({ id: 'WindowSummary' });

/** Present where several exporters share the models. */
export const fleetShard = z
  .strictObject({
    name: z.string().describe('Which shard this exporter is, of how many, such as 2/5.'),
    elsewhere: z
      .array(z.strictObject({ model: z.string(), shard: z.string() }))
      .describe('Models that other shards watch.'),
  })
  .meta({ id: 'Shard' });

const summary = {
  model: z.string(),
  team: z.string().nullable(),
  source: z.string(),
  time_zone: z.string(),
  severity: severity.describe('The worst of all windows.'),
  active_features: z.int().describe('Features that count as drifting, over all windows.'),
  reference: z.strictObject({ version: z.string(), rows: z.number(), created: time }).nullable(),
  promotion_due: z.boolean().describe('The configuration describes another reference than the one in use.'),
  newest_row: time.nullable(),
  last_success: time.nullable(),
  failure: z
    .strictObject({ at: time, stage: z.enum(stages), message: z.string() })
    .nullable()
    .describe('Of the last check, where it failed.'),
  progress: z
    .strictObject({ done: z.int(), total: z.int() })
    .nullable()
    .describe('Buckets done and to do, while catching up with the past.'),
  windows: z.array(windowSummary).describe('Shortest first; empty until the first check is through.'),
};

export const modelSummary = z.strictObject(summary).meta({ id: 'ModelSummary' });

/** One feature in one window, without the statistics that no overview shows. */
export const featureVerdict = z
  .strictObject({
    window: z.string(),
    drifted,
    severity,
    reason: z.string(),
    rows: sides,
    missing_ratio: sides,
    psi: z.number().nullable(),
    noise_floor: z.number().nullable(),
    reference_variation: z
      .number()
      .nullable()
      .describe("PSI that the reference's own windows stay below 99 % of the time."),
    missing_psi: z.number().nullable(),
  })
  .meta({ id: 'FeatureVerdict' });

export const featureSummary = z
  .strictObject({
    feature: z.string(),
    kind: z
      .enum(['numeric', 'categorical'])
      .nullable()
      .describe('Null where the feature could not be counted yet.'),
    active: z.boolean().describe('Whether it counts as drifting, over all windows.'),
    active_since: time.nullable(),
    thresholds: thresholds.nullable(),
    windows: z.array(featureVerdict),
  })
  .meta({ id: 'FeatureSummary' });

/** One segment of the rows, with the verdict that tells most of it. */
const segmentSummary = z
  .strictObject({
    segment: z.string().describe('`column=value`, as `segment` parameters take it.'),
    column: z.string(),
    value: z
      .string()
      .nullable()
      .describe('As text, empty for NULL; null for all that has no segment of its own.'),
    severity: severity.describe('The worst of its features in any window.'),
    rows: sides.describe('In the longest window.'),
    drifted: z.int().describe('Features that have drifted in a window.'),
    worst: z
      .strictObject({ feature: z.string(), ...featureVerdict.shape })
      .nullable()
      .describe('Of those that have drifted, the most severe with the largest PSI; null where none has.'),
  })
  .meta({ id: 'SegmentSummary' });

export const modelDetail = z
  .strictObject({
    ...summary,
    features: z.array(featureSummary).describe('Active ones first, then by severity.'),
    segment: z.string().nullable().describe('Of which windows and features tell; null for all rows.'),
    segments: z.array(segmentSummary).describe('Most severe first; empty where the model has none.'),
    findings: z
      .array(z.strictObject({ window: z.string(), lines: z.array(z.string()) }))
      .describe('Of the model as a whole, in words; numbers are in /findings. Shortest window first.'),
    excluded: z.array(z.strictObject({ feature: z.string(), reason: z.string() })),
    failed: z.array(z.strictObject({ feature: z.string(), error: z.string() })),
    warnings: z.array(z.string()),
  })
  .meta({ id: 'ModelDetail' });
