import type { View } from '../view';
import { DistributionOverlay } from './DistributionOverlay';
import { DISTRIBUTION_OVERLAY_DEFAULTS, type DistributionOverlayOptions } from './options';
import type { OverlayData } from './picture';
import { prepare } from './prepare';

export const distributionOverlay: View<OverlayData, DistributionOverlayOptions> = {
  name: 'Distribution overlay',
  description: 'Reference and current values of a feature, one over the other',
  order: 1,
  defaults: DISTRIBUTION_OVERLAY_DEFAULTS,
  addOptions(builder) {
    builder
      .radio({
        key: 'measure',
        name: 'Height of a bin',
        description: 'Density compares bins of unequal width; bars of categories are always shares.',
        choices: [
          { value: 'density', label: 'Density' },
          { value: 'share', label: 'Share' },
          { value: 'cumulative', label: 'Cumulative' },
        ],
      })
      .radio({
        key: 'axis',
        name: 'Axis of values',
        description: 'Logarithmic where all edges are positive.',
        choices: [
          { value: 'linear', label: 'Linear' },
          { value: 'log', label: 'Logarithmic' },
        ],
      })
      .toggle({
        key: 'contribution',
        name: 'Contribution to PSI',
        description: 'What each drawn bin adds. The feature’s own PSI has other bins, so the sum is not its score.',
      })
      .number({
        key: 'categories',
        name: 'Most categories',
        description: 'The ones that changed most; the rest are added up.',
        min: 1,
        max: 200,
        step: 1,
      });
  },
  prepare,
  Component: DistributionOverlay,
};
