import type { FeatureFamily } from '../family.js';

export const probability: FeatureFamily = {
  name: 'drift_probability',
  help: 'Probability that the feature drifts, by the sequence of its scores over the last 24 closed buckets, 0 to 1.',
  group: 'verdicts',
  type: 'gauge',
  samples: ({ model, feature, probability: value }) =>
    value === undefined ? [] : [{ labels: { model, feature }, value }],
};
