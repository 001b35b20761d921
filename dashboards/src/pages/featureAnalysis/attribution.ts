import { TO_FEATURE } from '../../description/link.js';
import type { Sheet } from '../../description/sheet.js';
import { atEnd, MODEL, now, SEGMENT, SUBJECT, WINDOW } from '../../queries/promql.js';

const all = [MODEL, WINDOW, SEGMENT];

export const attribution: Sheet = {
  id: 'attribution',
  title: 'Attribution: the features of ${model:text} side by side',
  description:
    'The features of this model by PSI in the chosen window, the worst first, coloured by severity: whether this feature changed alone, or with others. A click leads to the feature.',
  grain: ['feature'],
  queries: [
    atEnd('score', now('drift_psi', SUBJECT, ...all)),
    atEnd('severity', now('drift_severity', SUBJECT, ...all)),
    atEnd('threshold', now('drift_threshold', 'model, feature, severity', MODEL)),
    atEnd('noise_floor', now('drift_psi_noise_floor', SUBJECT, ...all)),
  ],
  look: {
    mark: 'drift',
    view: { name: 'attribution', options: { measure: 'score', limit: 20 } },
    measure: { name: 'score', title: 'PSI', unit: 'score' },
    link: TO_FEATURE,
  },
  nothing: 'no scores of this model',
  size: { width: 12, height: 10 },
};
