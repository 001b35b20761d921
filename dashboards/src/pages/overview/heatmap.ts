import { TO_FEATURE } from '../../description/link.js';
import type { Sheet } from '../../description/sheet.js';
import { held, MODEL, overRange, peak, SEGMENT, SUBJECT, thresholds, WINDOW } from '../../queries/promql.js';

const matchers = [MODEL, WINDOW, SEGMENT];

export const heatmap: Sheet = {
  id: 'psi-of-all-features',
  title: 'PSI of all features',
  description:
    'The population stability index of every feature over time, in the chosen window, coloured by severity; the features that matter most are on top. Where several scores fall into one cell, the largest counts. Hatched cells are no evidence: they do not rise above chance, or above what the reference itself does; gaps are times without a result. A click leads to the feature.',
  grain: ['model', 'feature', 'time'],
  queries: [
    overRange('score', peak('drift_psi', SUBJECT, ...matchers)),
    overRange('severity', peak('drift_severity', SUBJECT, ...matchers)),
    overRange('inconclusive', `${held('drift_inconclusive', SUBJECT, ...matchers)} == 1`, {
      mayBeEmpty: 'every feature may have rows enough',
    }),
    overRange('detected', peak('drift_detected', SUBJECT, ...matchers)),
    overRange('noise_floor', held('drift_psi_noise_floor', SUBJECT, ...matchers)),
    overRange('reference_variation', held('drift_psi_reference_variation', SUBJECT, ...matchers), {
      mayBeEmpty: 'the reference may be shorter than three windows',
    }),
    overRange('threshold', thresholds(MODEL)),
    overRange('rows_current', held('drift_rows', SUBJECT, ...matchers, 'dataset="current"')),
  ],
  look: {
    mark: 'drift',
    view: {
      name: 'psiHeatmap',
      options: { order: 'severity', colour: 'severity', hatch: true, legend: true },
    },
    measure: { name: 'score', title: 'PSI', unit: 'score' },
    link: TO_FEATURE,
  },
  nothing: 'no scores in this time range',
  size: { width: 24, height: 14 },
  points: 200,
};
