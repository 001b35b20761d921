import { inChunks } from './chunks.js';
import { storableTime, timestamp, type Queryable } from './database.js';
import { severityOrder } from './migrations/view.js';

/** What a day keeps of its windows. */
interface DailyColumn {
  readonly type: string;
  /** An aggregate over the scores `t` of one series, window length and day; `t.place` is 1 for the worst of them. */
  readonly expression: string;
}

const largest = (score: string): DailyColumn => ({
  type: 'double precision',
  expression: `max(t.${score})`,
});
const ofWorst = (score: string, type = 'double precision'): DailyColumn => ({
  type,
  expression: `max(t.${score}) FILTER (WHERE t.place = 1)`,
});

/** They are part of the third migration: nothing here changes, and a column that comes later comes with a migration of its own. */
export const dailyColumns: Readonly<Record<string, DailyColumn>> = {
  window_end: ofWorst('window_end', 'timestamptz NOT NULL'),
  windows: { type: 'integer NOT NULL', expression: 'count(*)::int' },
  windows_inconclusive: {
    type: 'integer NOT NULL',
    expression: "(count(*) FILTER (WHERE t.severity = 'inconclusive'))::int",
  },
  drifted: { type: 'boolean', expression: 'bool_or(t.drifted)' },
  severity: ofWorst('severity', 'text NOT NULL'),
  psi: largest('psi'),
  // sums of doubles depend on their order
  psi_mean: { type: 'double precision', expression: 'avg(t.psi ORDER BY t.window_end)' },
  psi_noise_floor: ofWorst('psi_noise_floor'),
  psi_reference_variation: ofWorst('psi_reference_variation'),
  rows_current: ofWorst('rows_current'),
  // Tableau asks for the smallest and the largest of a mark's texts: people's order would cost a second
  reason: ofWorst('reason', 'text COLLATE "C" NOT NULL'),
  missing_psi: largest('missing_psi'),
  missing_ratio: largest('missing_ratio_current'),
  unseen_ratio: largest('unseen_ratio'),
  out_of_range_ratio: largest('out_of_range_ratio'),
  ks_statistic: largest('ks_statistic'),
  jensen_shannon_distance: largest('jensen_shannon_distance'),
  wasserstein_distance_normalized: largest('wasserstein_distance_normalized'),
  threshold_small: ofWorst('threshold_small'),
  threshold_significant: ofWorst('threshold_significant'),
  threshold_critical: ofWorst('threshold_critical'),
};

/** SQL for the day of UTC that a window belongs to: the one that its last instant lies in. */
export function dayOf(windowEnd: string): string {
  return `((${windowEnd} - interval '1 microsecond') AT TIME ZONE 'UTC')::date`;
}

const names = Object.keys(dailyColumns);
const key = ['series_id', 'window_name', 'day'];

/** SQL that rolls up what `scores` selects from drift.scores, which are whole days, with their `day`. */
function dailySql(scores: string): string {
  return `INSERT INTO drift.daily_scores (${[...key, ...names].join(', ')})
    SELECT t.series_id, t.window_name, t.day, ${Object.values(dailyColumns)
      .map(({ expression }) => expression)
      .join(', ')}
    FROM (SELECT w.*, row_number() OVER (PARTITION BY w.series_id, w.window_name, w.day
      ORDER BY ${severityOrder('w.severity')} DESC NULLS LAST, w.psi DESC NULLS LAST, w.window_end DESC) AS place
      FROM (${scores}) w) t
    GROUP BY t.series_id, t.window_name, t.day
    ORDER BY t.series_id, t.window_name, t.day`;
}

/** All days of the scores of some series. */
export const dailySqlOfSeries = dailySql(
  `SELECT s.*, ${dayOf('s.window_end')} AS day FROM drift.scores s WHERE s.series_id = ANY($1::int[])`,
);

/**
 * Retention takes scores away by whole days and leaves the day as it was: what comes late to such a day is fewer windows than
 * it stands for, and counts again only once as many are there. Without the OFFSET all scores are read for a few days.
 */
const dailySqlOfDays = `${dailySql(
  `SELECT s.*, n.day FROM (
     SELECT DISTINCT series_id, window_name, ${dayOf(timestamp('u.window_end'))} AS day
     FROM unnest($1::int[], $2::text[], $3::float8[]) AS u(series_id, window_name, window_end)) n
   CROSS JOIN LATERAL (SELECT * FROM drift.scores w WHERE w.series_id = n.series_id AND w.window_name = n.window_name
     AND w.window_end > n.day::timestamp AT TIME ZONE 'UTC' AND w.window_end <= (n.day + 1)::timestamp AT TIME ZONE 'UTC'
     OFFSET 0) s`,
)}
  ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${names.map((name) => `${name} = excluded.${name}`).join(', ')}
  WHERE daily_scores.windows <= excluded.windows`;

const WINDOWS_AT_ONCE = 10_000;
const DAY = 86_400_000;

/** A window whose score has been written. */
export interface WrittenWindow {
  readonly series: number;
  readonly windowName: string;
  /** Milliseconds since the epoch. */
  readonly to: number;
}

/**
 * Rolls the days of these windows up anew from all scores that they have. Their latest scores must have been written before:
 * whoever else writes of the same series and window length waits there, and then sees these windows, too.
 */
export async function rollUpScores(transaction: Queryable, windows: readonly WrittenWindow[]): Promise<void> {
  if (windows.length === 0) return;
  // a window of each day is enough, and no day may come in two chunks
  const days = new Map<string, WrittenWindow>();
  for (const window of windows) {
    days.set(`${window.series} ${window.windowName} ${Math.ceil(window.to / DAY)}`, window);
  }
  for (const chunk of inChunks([...days.values()], WINDOWS_AT_ONCE)) {
    await transaction.query(dailySqlOfDays, [
      chunk.map(({ series }) => series),
      chunk.map(({ windowName }) => windowName),
      chunk.map(({ to }) => storableTime(to)),
    ]);
  }
}
