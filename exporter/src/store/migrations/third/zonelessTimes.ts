import type { View, ViewColumn } from '../view.js';

/** Columns of views that are a moment with its zone. */
const moments = new Set([
  'acknowledged_at',
  'active_since',
  'closed_until',
  'created_at',
  'data_as_of',
  'ended_at',
  'ends_at',
  'expected_until',
  'finished_at',
  'last_check_at',
  'last_success_at',
  'occurred_at',
  'promoted_at',
  'reference_promoted_at',
  'resolved_at',
  'started_at',
  'starts_at',
  'updated_at',
  'window_end',
  'window_start',
]);

/** SQL for a moment as a time of UTC without a zone, as Tableau has them. */
export function zoneless(moment: string): string {
  return `${moment} AT TIME ZONE 'UTC'`;
}

/** A view's moments once more, at its end. */
export function zonelessColumns({ columns }: View): ViewColumn[] {
  return columns
    .filter(([name]) => moments.has(name))
    .map(([name, expression, comment]) => [
      `${name}_utc`,
      zoneless(expression),
      `${comment} In UTC, without a zone, for tools whose times have none.`,
    ]);
}
