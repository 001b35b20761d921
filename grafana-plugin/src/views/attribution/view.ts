import type { View } from '../view';
import { Attribution } from './Attribution';
import { ATTRIBUTION_DEFAULTS, type AttributionOptions } from './options';
import { type AttributionData, prepareAttribution } from './prepare';

export const attribution: View<AttributionData, AttributionOptions> = {
  name: 'Attribution',
  description: 'Which features bring the drift, the worst first',
  order: 3,
  defaults: ATTRIBUTION_DEFAULTS,
  addOptions(builder) {
    builder
      .radio({
        key: 'measure',
        name: 'Measure',
        choices: [
          { value: 'score', label: 'Score', description: 'The newest score of each feature' },
          {
            value: 'share',
            label: 'Share of drift',
            description: 'Of the drift of the model: drift_attribution_ratio, else of the summed PSI',
          },
          { value: 'importance', label: 'Importance', description: 'To the model: drift_importance_ratio' },
        ],
      })
      .number({ key: 'limit', name: 'Most bars', description: 'The rest are counted', min: 1, max: 500, step: 1 });
  },
  prepare: prepareAttribution,
  Component: Attribution,
};
