import type { View } from '../view';
import { FeatureTrend } from './FeatureTrend';
import { FEATURE_TREND_DEFAULTS, type FeatureTrendOptions } from './options';
import { type FeatureTrendData, prepareTrend } from './prepare';

export const featureTrend: View<FeatureTrendData, FeatureTrendOptions> = {
  name: 'Feature trend',
  description: 'A score over time, against its thresholds and what chance explains',
  order: 4,
  defaults: FEATURE_TREND_DEFAULTS,
  addOptions(builder) {
    builder
      .toggle({
        key: 'bands',
        name: 'Threshold bands',
        description: 'Colour the ranges of small, significant and critical scores',
      })
      .toggle({
        key: 'noiseFloor',
        name: 'Noise floor',
        description: 'The score that 95 % of samples without drift stay below (drift_psi_noise_floor)',
      })
      .toggle({
        key: 'referenceVariation',
        name: 'Reference variation',
        description: "The score that the reference's own windows seldom exceed (drift_psi_reference_variation)",
      })
      .toggle({
        key: 'promotions',
        name: 'Reference promotions',
        description: 'Mark where another reference comes into use (drift_reference_info, or drift.v1_references)',
      })
      .radio({
        key: 'scale',
        name: 'Scale',
        choices: [
          { value: 'linear', label: 'Linear' },
          { value: 'log', label: 'Logarithmic' },
        ],
      })
      .number({
        key: 'limit',
        name: 'Most lines',
        description: 'The features with the highest scores',
        min: 1,
        max: 50,
        step: 1,
      });
  },
  prepare: prepareTrend,
  Component: FeatureTrend,
};
