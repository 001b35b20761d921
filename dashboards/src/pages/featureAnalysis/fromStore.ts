import { COLOURS } from '../../description/colours.js';
import { CHANGED, SEVERITY } from '../../description/scale.js';
import type { Measure, Sheet } from '../../description/sheet.js';
import { FEATURE_SQL, MODEL_SQL, SEGMENT_SQL, series, table, WINDOW_SQL } from '../../queries/sql.js';

const one = `${MODEL_SQL} AND ${FEATURE_SQL} AND ${WINDOW_SQL} AND ${SEGMENT_SQL}`;
/** The newest window of the time range that a picture was kept of. */
const drawn = `SELECT * FROM drift.v1_distributions
  WHERE ${MODEL_SQL} AND ${FEATURE_SQL} AND ${WINDOW_SQL} AND ${SEGMENT_SQL} AND $__timeFilter(window_end)`;
const newest = `window_end = (SELECT max(window_end) FROM cells)`;

const line = (name: string, title: string, colour: `#${string}`): Measure => ({
  name,
  title,
  unit: 'score',
  scale: { steps: [{ from: 0, colour }] },
});

export const fromStore: readonly Sheet[] = [
  {
    id: 'verdicts-in-words',
    title: 'Verdicts in words',
    description:
      'Each window of the time range with its verdict in words: from what to what, against which threshold, and how much of it chance explains. Needs the result store in PostgreSQL and a data source for it.',
    grain: ['feature', 'window', 'time'],
    queries: [
      table(
        'verdicts',
        `SELECT window_end, severity_order AS severity, psi, missing_psi, rows_current, reason
FROM drift.v1_scores
WHERE ${one} AND $__timeFilter(window_end)
ORDER BY window_end DESC
LIMIT 500`,
      ),
    ],
    look: {
      mark: 'table',
      columns: [
        { name: 'window_end', title: 'Window ended', unit: 'moment', width: 170 },
        { name: 'severity', title: 'Severity', unit: 'count', scale: SEVERITY, width: 120 },
        { name: 'psi', title: 'PSI', unit: 'score', width: 90 },
        { name: 'missing_psi', title: 'PSI of missing', unit: 'score', width: 120 },
        { name: 'rows_current', title: 'Rows', unit: 'count', width: 90 },
        { name: 'reason', title: 'Why', unit: 'text' },
      ],
    },
    nothing: 'the result store has no verdicts in this time range',
    size: { width: 24, height: 9 },
  },
  {
    id: 'statistics-over-time',
    title: 'Statistics over time',
    description:
      'The statistics that run from 0 to 1, over the whole time that the store keeps. Where they rise together the change is large by any measure.',
    grain: ['time'],
    queries: [
      series(
        'statistics',
        `SELECT window_end AS time, ks_statistic, jensen_shannon_distance, hellinger_distance, total_variation
FROM drift.v1_scores
WHERE ${one} AND $__timeFilter(window_end)
ORDER BY window_end`,
      ),
    ],
    look: {
      mark: 'line',
      measures: [
        line('ks_statistic', 'Kolmogorov–Smirnov', COLOURS.current),
        line('jensen_shannon_distance', 'Jensen–Shannon', COLOURS.small),
        line('hellinger_distance', 'Hellinger', COLOURS.significant),
        line('total_variation', 'total variation', COLOURS.none),
      ],
      range: { from: 0, to: 1 },
    },
    nothing: 'the result store has no scores in this time range',
    size: { width: 12, height: 9 },
  },
  {
    id: 'distribution-then',
    title: 'Distribution at the end of the time range',
    description:
      'The distribution in the newest window of the chosen length that ended within the time range: move the range to look back. The exporter keeps the distributions of features that have changed.',
    grain: ['feature', 'value'],
    queries: [
      table(
        'distribution',
        `WITH cells AS (${drawn}),
sides AS (
  SELECT c.*, side.dataset, side.share
  FROM cells c CROSS JOIN LATERAL (VALUES ('reference', ratio_reference), ('current', ratio_current)) side (dataset, share)
  WHERE kind = 'numeric' AND ${newest}
)
SELECT model, feature, window_name, dataset, coalesce(upper_bound::text, '+Inf') AS upper,
  least(1, sum(share) OVER (PARTITION BY dataset ORDER BY cell)) AS drift_distribution_ratio
FROM sides ORDER BY dataset, cell`,
        { mayBeEmpty: 'the feature may be categorical' },
      ),
      table(
        'category',
        `WITH cells AS (${drawn})
SELECT model, feature, window_name, side.dataset, category, side.share AS drift_category_ratio
FROM cells CROSS JOIN LATERAL (VALUES ('reference', ratio_reference), ('current', ratio_current)) side (dataset, share)
WHERE kind = 'categorical' AND ${newest}
ORDER BY side.dataset, cell`,
        { mayBeEmpty: 'the feature may be numeric' },
      ),
    ],
    look: {
      mark: 'drift',
      view: {
        name: 'distributionOverlay',
        options: { measure: 'density', axis: 'linear', contribution: true, categories: 20 },
      },
      measure: { name: 'score', title: 'PSI', unit: 'score' },
      ratios: ['distribution', 'category'],
    },
    nothing: 'no distribution was kept in this time range',
    size: { width: 12, height: 9 },
  },
  {
    id: 'references',
    title: 'References of ${model:text}',
    description:
      'What the data has been compared with: every version of the reference, and when it came into use.',
    grain: ['model'],
    queries: [
      table(
        'references',
        `SELECT reference_version, created_at, promoted_at, active::int AS active, rows, features
FROM drift.v1_references
WHERE ${MODEL_SQL}
ORDER BY promoted_at DESC NULLS LAST, created_at DESC`,
      ),
    ],
    look: {
      mark: 'table',
      columns: [
        { name: 'reference_version', title: 'Version', unit: 'text' },
        { name: 'created_at', title: 'Counted', unit: 'moment', width: 170 },
        { name: 'promoted_at', title: 'In use since', unit: 'moment', width: 170 },
        { name: 'active', title: 'In use', unit: 'count', scale: CHANGED, width: 90 },
        { name: 'rows', title: 'Rows', unit: 'count', width: 110 },
        { name: 'features', title: 'Features', unit: 'count', width: 100 },
      ],
    },
    nothing: 'the result store knows no reference of this model',
    size: { width: 24, height: 6 },
  },
];
