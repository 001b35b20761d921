import { modelViews } from '../first/modelViews.js';
import { resultViews } from '../first/resultViews.js';
import { scoreViews } from '../first/scoreViews.js';
import { alertViews, expectations } from '../second/alertViews.js';
import { severityOrder, type View, type ViewColumn } from '../view.js';
import { visible } from './modelAccess.js';
import { united } from './united.js';
import { zoneless, zonelessColumns } from './zonelessTimes.js';

/** What keeps rows of models that somebody may not see out of a view: the end of what follows its columns. */
const guards: Readonly<Record<string, string>> = {
  v1_models: `WHERE ${visible('m.model')}`,
  v1_features: `WHERE ${visible('n.model')}`,
  v1_references: `WHERE ${visible('r.model')}`,
  v1_scores: `AND ${visible('s.model')}`,
  v1_distributions: `WHERE ${visible('s.model')}`,
  v1_checks: `WHERE ${visible('t.model')}`,
  v1_importance: `AND ${visible('s.model')}`,
  v1_performance: `WHERE ${visible('t.model')}`,
  v1_alerts: `WHERE ${visible('t.model')}`,
  v1_alert_events: `WHERE ${visible('a.model')}`,
  v1_expectations: `WHERE ${visible('t.model')}`,
};

/** Columns that are no twins of others. */
const added: Readonly<Record<string, readonly ViewColumn[]>> = {
  v1_features: [
    [
      'drift_rank',
      `(row_number() OVER (PARTITION BY n.model, coalesce(s.segment, '')
    ORDER BY ${severityOrder('l.severity')} DESC NULLS LAST, l.psi DESC NULLS LAST, n.position))::int`,
      "Rank within the model's segment now, by severity and then PSI, 1 for the worst.",
    ],
  ],
  v1_importance: [
    ['latest', 't.window_end = n.window_end', 'Whether no later window of this length is kept.'],
  ],
};

function dataQualityParts(columns: readonly ViewColumn[]): string[] {
  return [
    `SELECT ${columns.map(([name, expression]) => `${expression} AS ${name}`).join(', ')}
FROM drift.scores t JOIN drift.series s ON s.id = t.series_id WHERE s.model IS NOT NULL AND ${visible('s.model')}`,
    `SELECT q.model, q.version, q.segment, q.feature, q.window_name, q.window_start, q.window_end,
  q.rows, NULL, NULL, NULL, NULL, q.quality_score, q.quarantined_rows, q.reason,
  ${zoneless('q.window_start')}, ${zoneless('q.window_end')}
FROM drift.data_quality q WHERE ${visible('q.model')}`,
  ];
}

/** Joined rather than looked up row by row; who asks for no `latest` pays nothing for it. */
const SERIES = 'JOIN drift.series s ON s.id = t.series_id';
const newestImportance = `${SERIES}
LEFT JOIN (SELECT series_id, window_name, max(window_end) AS window_end FROM drift.importance GROUP BY 1, 2) n
  ON n.series_id = t.series_id AND n.window_name = t.window_name`;

/** The views that were there, each with more columns at its end and with its guard. */
export const knownViews: readonly View[] = [
  ...modelViews,
  ...scoreViews,
  ...resultViews,
  ...alertViews,
  expectations,
].map((known) => {
  const columns = [...known.columns, ...zonelessColumns(known), ...(added[known.name] ?? [])];
  const view = { ...known, columns, guarded: true };
  if (view.name === 'v1_data_quality') return united(view, dataQualityParts);
  const from = view.name === 'v1_importance' ? view.from.replace(SERIES, newestImportance) : view.from;
  return { ...view, from: `${from}\n${guards[view.name]}` };
});
