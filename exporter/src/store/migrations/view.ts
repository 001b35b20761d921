/** A view that Grafana, Tableau and people read. Columns are only ever added, at the end. */
export interface View {
  readonly name: string;
  readonly comment: string;
  readonly columns: readonly ViewColumn[];
  /** What follows the columns: FROM, JOIN, WHERE, UNION ALL. */
  readonly from: string;
  /** Whether its rows are told apart by who asks, so that no condition may see them before that is settled. */
  readonly guarded?: boolean;
}

/** Name, SQL expression, and what it tells. */
export type ViewColumn = readonly [name: string, expression: string, comment: string];

/** The statements that make a view with its comments, or that add columns at the end of one that is there. */
export function viewSql({ name, comment, columns, from, guarded }: View, create = 'CREATE VIEW'): string {
  const selected = columns.map(([column, expression]) => `  ${expression} AS ${column}`).join(',\n');
  const comments = columns.map(
    ([column, , text]) => `COMMENT ON COLUMN drift.${name}.${column} IS ${quoted(text)};`,
  );
  return [
    `${create} drift.${name}${guarded === true ? ' WITH (security_barrier)' : ''} AS SELECT\n${selected}\n${from};`,
    `COMMENT ON VIEW drift.${name} IS ${quoted(comment)};`,
    ...comments,
  ].join('\n');
}

/** SQL for the names of severities in their order. */
export const SEVERITIES = "ARRAY['none', 'small', 'significant', 'critical']";

/** SQL for a severity's order: what is inconclusive has none, so that maxima and averages leave it out. */
export function severityOrder(severity: string): string {
  return `array_position(${SEVERITIES}, ${severity}) - 1`;
}

export const SEVERITY_ORDER =
  'Severity as a number: 0 none, 1 small, 2 significant, 3 critical; empty where inconclusive.';

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
