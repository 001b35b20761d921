import type { FeatureFamily } from '../family.js';

export const rows: FeatureFamily = {
  name: 'drift_rows',
  group: 'statistics',
  help: 'Rows on either side of the comparison, with a value or without.',
  type: 'gauge',
  samples: ({ model, feature, windows }) =>
    windows.flatMap(({ window, result }) =>
      (['reference', 'current'] as const).map((dataset) => ({
        labels: { model, feature, window, dataset },
        value: result.rows[dataset],
      })),
    ),
};

export const referenceMissing: FeatureFamily = {
  name: 'drift_reference_missing_ratio',
  group: 'statistics',
  help: "Share of the reference's rows without a value, 0 to 1.",
  type: 'gauge',
  samples: ({ model, feature, reference }) =>
    reference === undefined || reference.rows === 0
      ? []
      : [{ labels: { model, feature }, value: reference.missing / reference.rows }],
};
