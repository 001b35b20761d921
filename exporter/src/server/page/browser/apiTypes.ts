/** What the API answers with, as its own schemas say. */
import type { z } from 'zod';
import type { featureDetail, featureHistory } from '../../schemas/feature.js';
import type {
  featureSummary,
  featureVerdict,
  fleetShard,
  modelDetail,
  modelSummary,
} from '../../schemas/model.js';

export type FleetShard = z.output<typeof fleetShard>;
export type ModelSummary = z.output<typeof modelSummary>;
export type ModelDetail = z.output<typeof modelDetail>;
export type FeatureSummary = z.output<typeof featureSummary>;
export type FeatureVerdict = z.output<typeof featureVerdict>;
export type FeatureDetail = z.output<typeof featureDetail>;
export type ScorePoint = z.output<typeof featureHistory>['points'][number];
export type WindowSummary = ModelSummary['windows'][number];
export type Thresholds = NonNullable<FeatureSummary['thresholds']>;
