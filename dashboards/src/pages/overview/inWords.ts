import { TO_FEATURE } from '../../description/link.js';
import { SEVERITY } from '../../description/scale.js';
import type { Sheet } from '../../description/sheet.js';
import { MODEL_SQL, table } from '../../queries/sql.js';

export const inWords: Sheet = {
  id: 'drifting-in-words',
  title: 'What drifts, since when, and why',
  description:
    'Each feature that counts as drifting now, with the verdict of its worst window in words: from what to what, against which threshold, and how much of it chance explains. Needs the result store in PostgreSQL and a data source for it.',
  grain: ['model', 'feature'],
  queries: [
    table(
      'drifting',
      `SELECT f.model, f.feature, f.severity_order AS severity, f.active_since AS since, f.window_name, f.psi, s.reason
FROM drift.v1_features f
LEFT JOIN LATERAL (
  SELECT reason FROM drift.v1_scores
  WHERE model = f.model AND feature = f.feature AND segment = f.segment AND reference_version = f.reference_version
    AND window_name = f.window_name AND window_end <= f.window_end
  ORDER BY window_end DESC LIMIT 1
) s ON true
WHERE f.active AND f.segment = '' AND f.${MODEL_SQL}
ORDER BY f.severity_order DESC NULLS LAST, f.psi DESC NULLS LAST
LIMIT 200`,
      { mayBeEmpty: 'nothing may drift' },
    ),
  ],
  look: {
    mark: 'table',
    columns: [
      { name: 'model', title: 'Model', unit: 'text', width: 180 },
      { name: 'feature', title: 'Feature', unit: 'text', width: 220, link: TO_FEATURE },
      { name: 'severity', title: 'Severity', unit: 'count', scale: SEVERITY, width: 120 },
      { name: 'since', title: 'Since', unit: 'moment', width: 170 },
      { name: 'window_name', title: 'Window', unit: 'text', width: 90 },
      { name: 'psi', title: 'PSI', unit: 'score', width: 90 },
      { name: 'reason', title: 'Why', unit: 'text' },
    ],
  },
  nothing: 'nothing drifts, or the result store has no results yet',
  size: { width: 24, height: 7 },
};
