import { momentsOf } from '../../profile/moments.js';
import type { FeatureFamily } from '../family.js';

export const means: FeatureFamily = {
  name: 'drift_mean',
  group: 'statistics',
  help: "Mean of the finite values on either side of the comparison, in the feature's unit; numeric features only.",
  type: 'gauge',
  samples: ({ model, feature, windows }) =>
    windows.flatMap(({ window, comparison }) => {
      const grid = comparison?.reference.grid;
      if (comparison === undefined || grid?.kind !== 'numeric') return [];
      return (['reference', 'current'] as const).flatMap((dataset) => {
        const { mean } = momentsOf(comparison[dataset], grid);
        return Number.isFinite(mean) ? [{ labels: { model, feature, window, dataset }, value: mean }] : [];
      });
    }),
};
