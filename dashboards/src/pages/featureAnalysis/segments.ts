import type { Sheet } from '../../description/sheet.js';
import { atEnd, FEATURE, MODEL, now, SUBJECT, WINDOW } from '../../queries/promql.js';

const NONE = 'the model may have no segments';
const each = [MODEL, FEATURE, WINDOW, 'segment!=""'];

export const segments: Sheet = {
  id: 'segments',
  title: 'Segments',
  description:
    'The same feature in every segment of the rows, the worst first, coloured by severity: a change that all share, or that one brings. Empty where the model has no segments.',
  grain: ['segment'],
  queries: [
    atEnd('score', now('drift_psi', SUBJECT, ...each), { mayBeEmpty: NONE }),
    atEnd('severity', now('drift_severity', SUBJECT, ...each), { mayBeEmpty: NONE }),
    atEnd('threshold', now('drift_threshold', 'model, feature, severity', MODEL, FEATURE)),
    atEnd('rows_current', now('drift_rows', SUBJECT, ...each, 'dataset="current"'), { mayBeEmpty: NONE }),
  ],
  look: {
    mark: 'drift',
    view: { name: 'attribution', options: { measure: 'score', limit: 20 } },
    measure: { name: 'score', title: 'PSI', unit: 'score' },
  },
  nothing: 'no segments are published of this feature',
  size: { width: 12, height: 10 },
};
