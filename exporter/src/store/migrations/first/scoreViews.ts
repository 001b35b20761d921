import { scoreColumns } from '../../scoreColumns.js';
import { SEVERITY_ORDER, severityOrder, type View, type ViewColumn } from '../view.js';

/** Which feature and which window a row speaks of. `s` is the series, `t` the table of results. */
export const windowColumns: readonly ViewColumn[] = [
  ['model', 's.model', 'Name of the model.'],
  ['reference_version', 's.version', 'Version of the reference that the window is compared with.'],
  ['segment', 's.segment', 'Empty for all rows, else column=value.'],
  ['feature', 's.feature', 'Name of the feature.'],
  ['window_name', 't.window_name', 'Length of the window, such as 6h.'],
  ['window_start', 't.window_start', 'Rows from this time on (UTC).'],
  ['window_end', 't.window_end', 'Rows before this time (UTC).'],
];

const scores: View = {
  name: 'v1_scores',
  comment:
    'Facts: one row a model, reference version, segment, feature, window length and window end, with every statistic.',
  columns: [
    ...windowColumns,
    ['kind', 's.kind', 'numeric or categorical.'],
    [
      'drifted',
      't.drifted',
      'Whether the window differs from the reference at all; empty where inconclusive.',
    ],
    [
      'severity',
      't.severity',
      'How much the change matters: none, small, significant, critical, or inconclusive.',
    ],
    ['severity_order', severityOrder('t.severity'), SEVERITY_ORDER],
    ['reason', 't.reason', 'Why the verdicts are what they are, in words.'],
    ...Object.entries(scoreColumns).map(([name, { comment }]): ViewColumn => [name, `t.${name}`, comment]),
  ],
  from: 'FROM drift.scores t JOIN drift.series s ON s.id = t.series_id WHERE s.model IS NOT NULL',
};

const distributions: View = {
  name: 'v1_distributions',
  comment:
    'Facts: one row a cell of a picture. Shares add up to 1 over the cells of one model, feature, segment, window length and window end only.',
  columns: [
    ...windowColumns,
    ['kind', 's.kind', 'numeric or categorical.'],
    ['cell', 'c.cell::int', 'Place of the cell, from 1.'],
    [
      'cell_name',
      `CASE WHEN d.categories IS NOT NULL THEN c.category
    WHEN c.lower IS NULL AND c.upper = 'Infinity' THEN 'all'
    WHEN c.lower IS NULL THEN '≤ ' || c.upper
    WHEN c.upper = 'Infinity' THEN '> ' || c.lower
    ELSE '(' || c.lower || ', ' || c.upper || ']' END`,
      'The cell in words: a range, a category, other, or unseen.',
    ],
    ['lower_bound', 'c.lower', 'Values above this; empty in the first cell and for categories.'],
    [
      'upper_bound',
      "nullif(c.upper, 'Infinity')",
      'Values up to and including this; empty in the last cell and for categories.',
    ],
    ['category', 'c.category', 'Name of the category, or other, or unseen; empty for numbers.'],
    ['rows_reference', 'c.reference', 'Rows of the reference in the cell.'],
    ['rows_current', 'c.current', 'Rows of the window in the cell.'],
    [
      'ratio_reference',
      'c.reference / nullif(d.total, 0)',
      "Share of the reference's rows that have a value.",
    ],
    ['ratio_current', 'c.current / nullif(n.total, 0)', "Share of the window's rows that have a value."],
    [
      'missing_ratio_reference',
      'd.reference_missing / nullif(d.total + d.reference_missing, 0)',
      'Share of all rows of the reference without a value; the same in each cell.',
    ],
    [
      'missing_ratio_current',
      't.current_missing / nullif(n.total + t.current_missing, 0)',
      'Share of all rows of the window without a value; the same in each cell.',
    ],
  ],
  from: `FROM drift.distributions t
JOIN drift.series s ON s.id = t.series_id AND s.model IS NOT NULL
JOIN LATERAL (
  SELECT *, (SELECT sum(x) FROM unnest(reference) AS u(x)) AS total FROM drift.distribution_cells WHERE id = t.cells_id
) d ON true
CROSS JOIN LATERAL (SELECT sum(x) AS total FROM unnest(t.current) AS u(x)) n
CROSS JOIN LATERAL (
  SELECT u.*, lag(u.upper) OVER (ORDER BY u.cell) AS lower
  FROM unnest(d.uppers, d.categories, d.reference, t.current)
    WITH ORDINALITY AS u(upper, category, reference, current, cell)
) c`,
};

export const scoreViews: readonly View[] = [scores, distributions];
