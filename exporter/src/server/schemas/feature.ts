import { z } from 'zod';
import { featureSummary, featureVerdict } from './model.js';
import { drifted, severity, statistics, time } from './verdict.js';

/** One feature in one window with all that is known of it. */
const featureWindow = z
  .strictObject({
    ...featureVerdict.shape,
    from: time,
    to: time,
    unseen_ratio: z.number().nullable(),
    out_of_range_ratio: z.number().nullable(),
    statistics,
  })
  .meta({ id: 'FeatureWindow' });

export const featureDetail = z
  .strictObject({
    model: z.string(),
    reference_version: z.string().nullable(),
    ...featureSummary.shape,
    windows: z.array(featureWindow).describe('Shortest first.'),
  })
  .meta({ id: 'FeatureDetail' });

const scorePoint = z
  .strictObject({
    to: time.describe('End of the window.'),
    psi: z.number().nullable(),
    noise_floor: z.number().nullable(),
    reference_variation: z.number().nullable(),
    missing_psi: z.number().nullable(),
    drifted,
    severity,
    reference_version: z.string(),
    rows: z.number(),
  })
  .meta({ id: 'ScorePoint' });

export const featureHistory = z
  .strictObject({
    model: z.string(),
    feature: z.string(),
    window: z.string(),
    points: z.array(scorePoint).describe('Oldest first.'),
  })
  .meta({ id: 'FeatureHistory' });
