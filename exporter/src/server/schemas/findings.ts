import { z } from 'zod';
import { metricList } from '../../reports/findings/metrics.js';
import { time } from './verdict.js';

const value = z.number().nullable();
const share = z.strictObject({ feature: z.string(), share: z.number() }).meta({ id: 'Share' });
const detected = z.boolean().nullable().describe('Null where it cannot be told.');

const metric = z
  .strictObject({
    metric: z.enum(metricList.map(({ id }) => id)),
    reference: value,
    measured: value.describe('As labels tell it; null where they do not.'),
    estimated: value.describe('From calibrated scores, without labels.'),
    change: value.describe('Measured against the reference.'),
    standard_error: value.describe('Of the change, if rows were independent.'),
    changed: z
      .boolean()
      .nullable()
      .describe('Whether the change is beyond chance; null where that is not known.'),
    worse: z.boolean().nullable(),
  })
  .meta({ id: 'PerformanceMetric' });

const performance = z
  .strictObject({
    labelled_rows: z.number(),
    reason: z.string().nullable().describe('Why not all can be measured.'),
    metrics: z.array(metric),
  })
  .meta({ id: 'Performance' });

const concept = z
  .strictObject({
    detected,
    reason: z.string(),
    roc_auc: z
      .strictObject({
        reference: z.number(),
        current: z.number(),
        covariate: z.number(),
        concept: z.number(),
      })
      .nullable()
      .describe('The change of the area under the ROC curve, taken apart.'),
  })
  .meta({ id: 'Concept' });

const covariate = z
  .strictObject({
    detected,
    reason: z.string(),
    pair: z
      .strictObject({ a: z.string(), b: z.string(), reference: z.number(), current: z.number() })
      .nullable()
      .describe('The two features whose correlation changed most, where that is beyond the limit.'),
    statistics: z.array(
      z.strictObject({
        statistic: z.string(),
        score: z.number(),
        change: z.number(),
        threshold: value.describe("What the reference's own windows seldom exceed."),
        p_value: value,
        exceeded: z.boolean().nullable(),
      }),
    ),
  })
  .meta({ id: 'Covariate' });

const importance = z
  .strictObject({
    method: z.string(),
    ndcg: value.describe("How alike the order of features is to the reference's, 1 where it is the same."),
    features: z.array(
      z.strictObject({
        feature: z.string(),
        rank: z.int(),
        share: value,
        reference_rank: z.int().nullable(),
        quadrant: z.enum(['act', 'watch', 'note', 'ignore']).nullable().describe('By drift and importance.'),
      }),
    ),
  })
  .meta({ id: 'Importance' });

const windowFindings = z
  .strictObject({
    window: z.string(),
    from: time,
    to: time,
    expires: time,
    lines: z.array(z.string()).describe('The most important in words, a line each.'),
    story: z.array(z.string()).describe('What happened, in sentences of which each is beyond chance.'),
    performance: performance.nullable(),
    concept: concept.nullable(),
    covariate: covariate.nullable(),
    attribution: z
      .strictObject({
        drift: z.array(share).describe("Of the inputs' drift."),
        prediction: z.array(share).describe('Of the change of the mean prediction.'),
      })
      .nullable(),
    importance: importance.nullable(),
  })
  .meta({ id: 'WindowFindings' });

export const modelFindings = z
  .strictObject({
    model: z.string(),
    windows: z.array(windowFindings).describe('Those that are looked at as a whole, shortest first.'),
    probabilities: z
      .array(z.strictObject({ feature: z.string(), probability: z.number() }))
      .describe('How likely each feature drifts by the sequence of its scores, the likeliest first.'),
  })
  .meta({ id: 'ModelFindings' });
