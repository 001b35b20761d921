import type { FeatureFamily } from '../family.js';
import { ofModel } from './perModel.js';

export const probability: FeatureFamily = {
  name: 'drift_probability',
  help: 'Probability that the feature drifts, by the sequence of its scores over the last 24 closed buckets, 0 to 1.',
  group: 'verdicts',
  type: 'gauge',
  samples: ({ model, feature, probability: value }) =>
    value === undefined ? [] : [{ labels: { model, feature }, value }],
};

export const probabilityThreshold = ofModel(
  'drift_probability_threshold',
  'From which drift_probability on an alarm is due: without drift, all features together reach it no oftener than detection.false_alarm_budget allows.',
  ({ probabilityThreshold: value }) => value,
);
