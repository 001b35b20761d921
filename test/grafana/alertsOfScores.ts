import type { TestDatabase } from '../services/postgresDatabase.js';

/**
 * Writes an alert for each time in which a feature's day was significantly or critically off, with times of acknowledgement
 * and resolution made up: a past to look at, where Alertmanager has none to tell.
 */
export async function storeAlertsOfScores(store: TestDatabase): Promise<void> {
  await store.query(`
    WITH judged AS (
      SELECT model, feature, severity, window_end, severity_order >= 2 AS is_off,
        row_number() OVER (PARTITION BY model, feature ORDER BY window_end)
          - row_number() OVER (PARTITION BY model, feature, severity_order >= 2 ORDER BY window_end) AS island
      FROM drift.v1_scores WHERE window_name = '1d' AND segment = ''
    ), off AS (
      SELECT model, feature, bool_or(severity = 'critical') AS is_critical, min(window_end) AS first, max(window_end) AS last,
        ('x' || substr(md5(feature || min(window_end)), 1, 4))::bit(16)::int / 65536.0 AS chance
      FROM judged WHERE is_off GROUP BY model, feature, island
    )
    INSERT INTO drift.alerts (fingerprint, name, model, feature, severity, status, starts_at, acknowledged_at, acknowledged_by,
      resolved_at, silenced, inhibited, notifications, summary)
    SELECT md5(model || feature || first), 'DriftFeature', model, feature, CASE WHEN is_critical THEN 'critical' ELSE 'significant' END,
      CASE WHEN last < now() - interval '1 day' THEN 'resolved' WHEN chance < .1 THEN 'silenced' ELSE 'firing' END, first,
      CASE WHEN chance > .3 THEN first + chance * interval '90 minutes' END, CASE WHEN chance > .3 THEN 'on call' END,
      CASE WHEN last < now() - interval '1 day' THEN last + chance * interval '3 hours' END,
      chance < .1, chance > .9, 1 + extract(epoch FROM last - first)::int / 14400, feature || ' is off'
    FROM off`);
  await store.query(
    `INSERT INTO drift.alert_events (alert_id, occurred_at, event, notification_id)
     SELECT id, starts_at + n * interval '4 hours', 'notified', id * 10000 + n FROM drift.alerts, generate_series(0, notifications - 1) n
     WHERE NOT silenced AND NOT inhibited`,
  );
}
