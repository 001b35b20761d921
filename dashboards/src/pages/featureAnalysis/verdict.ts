import { COLOURS } from '../../description/colours.js';
import { ACTIVE, SEVERITY, steps } from '../../description/scale.js';
import type { Measure, MetricQuery, Sheet } from '../../description/sheet.js';
import {
  ALL_ROWS,
  atEnd,
  FEATURE,
  MODEL,
  now,
  SEGMENT,
  severityOrInconclusive,
  WINDOW,
} from '../../queries/promql.js';

const one = [MODEL, FEATURE, WINDOW, SEGMENT];

function number(id: string, measure: Omit<Measure, 'name'>, query: MetricQuery, description: string): Sheet {
  return {
    id,
    title: measure.title,
    description,
    grain: ['feature'],
    queries: [query],
    look: { mark: 'number', measures: [{ ...measure, name: query.name }] },
    nothing: 'no result',
    size: { width: 4, height: 4 },
  };
}

/** The feature in six numbers. */
export const verdict: readonly Sheet[] = [
  number(
    'severity',
    { title: 'Verdict of this window', unit: 'count', scale: SEVERITY },
    atEnd('severity', severityOrInconclusive(now, 'feature', ...one)),
    'How much the change in the chosen window matters, by the thresholds of this feature.',
  ),
  number(
    'active',
    { title: 'Counts as drifting', unit: 'count', scale: ACTIVE },
    atEnd('active', now('drift_active', 'feature', MODEL, FEATURE, ALL_ROWS)),
    'Whether the feature drifts over all windows and for long enough: what alerts use. One window above its threshold is not enough.',
  ),
  number(
    'psi',
    { title: 'PSI', unit: 'score' },
    atEnd('psi', now('drift_psi', 'feature', ...one)),
    'Population stability index of the chosen window against the reference: 0 for none. The trend below shows its thresholds, and what chance explains.',
  ),
  number(
    'missing',
    {
      title: 'Missing values',
      unit: 'ratio',
      scale: steps([0, COLOURS.none], [0.5, COLOURS.small], [1, COLOURS.significant]),
    },
    atEnd('missing', now('drift_missing_ratio', 'feature', ...one)),
    "Share of the window's rows without a value. Missing values are judged by a PSI of their own.",
  ),
  number(
    'rows',
    { title: 'Rows in this window', unit: 'count' },
    atEnd('rows', now('drift_rows', 'feature', ...one, 'dataset="current"')),
    'Rows of the chosen window, with a value or without. With too few, nothing is judged.',
  ),
  number(
    'window-end',
    { title: 'Window ended', unit: 'since' },
    atEnd('end', `1000 * ${now('drift_window_end_timestamp_seconds', 'model', MODEL, WINDOW)}`),
    'When the chosen window ended: rows from then on are not in it. Everything on this page that is as of now is as of then.',
  ),
];
