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
