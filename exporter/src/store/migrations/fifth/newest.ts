import type { ViewColumn } from '../view.js';

export const LATEST: ViewColumn = [
  'latest',
  't.window_end = n.window_end',
  'Whether no later window of this length is kept of the model.',
];

// joined rather than looked up row by row: who asks for no `latest` pays nothing for it

/** SQL that joins to the rows `t` of a table of models the end of the newest window of each length. */
export function newestOfModel(table: string): string {
  return `
LEFT JOIN (SELECT model, window_name, max(window_end) AS window_end FROM drift.${table} GROUP BY 1, 2) n
  ON n.model = t.model AND n.window_name = t.window_name`;
}

/** The same for a table of series, whose rows are joined to `drift.series s`. */
export function newestOfSeries(table: string): string {
  return `
LEFT JOIN (SELECT x.model, w.window_name, max(w.window_end) AS window_end
  FROM drift.${table} w JOIN drift.series x ON x.id = w.series_id GROUP BY 1, 2) n
  ON n.model = s.model AND n.window_name = t.window_name`;
}
