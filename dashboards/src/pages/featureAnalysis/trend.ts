import type { Sheet } from '../../description/sheet.js';
import {
  FEATURE,
  held,
  MODEL,
  now,
  overRange,
  SEGMENT,
  SUBJECT,
  thresholds,
  WINDOW,
} from '../../queries/promql.js';

const one = [MODEL, FEATURE, WINDOW, SEGMENT];

export const trend: Sheet = {
  id: 'trend',
  title: 'PSI of ${feature:text} over ${window:text}',
  description:
    "The score over time upon the bands of the feature's own thresholds. Below the noise floor lies what chance alone brings; below the reference variation, what the reference's own windows of this length bring. Marks show when a new reference came into use: scores before and after have another yardstick.",
  grain: ['feature', 'time'],
  queries: [
    overRange('score', held('drift_psi', SUBJECT, ...one)),
    overRange('noise_floor', held('drift_psi_noise_floor', SUBJECT, ...one)),
    overRange('reference_variation', held('drift_psi_reference_variation', SUBJECT, ...one), {
      mayBeEmpty: 'the reference may be shorter than three windows',
    }),
    overRange('threshold', thresholds(MODEL, FEATURE)),
    overRange('severity', held('drift_severity', SUBJECT, ...one)),
    overRange('reference', now('drift_reference_info', 'model, version', MODEL)),
  ],
  look: {
    mark: 'drift',
    view: {
      name: 'featureTrend',
      options: { bands: true, noiseFloor: true, referenceVariation: true, promotions: true },
    },
    measure: { name: 'score', title: 'PSI', unit: 'score' },
  },
  nothing: 'no scores of this feature in this time range',
  size: { width: 24, height: 10 },
};
