import type { TestDatabase } from '../services/postgresDatabase.js';

/**
 * Alerts as the store has them: one that is over, one that came three times on a day, one about no model, and what happened to them; and a
 * score of data quality.
 */
export async function storeAlerts(store: TestDatabase, model: string): Promise<void> {
  const alert = `INSERT INTO drift.alerts (fingerprint, name, model, feature, severity, status, starts_at, acknowledged_at,
    acknowledged_by, resolved_at, silenced, inhibited, notifications, summary)
    VALUES ($1, $2, $3, $4, $5, $6, now() - $7::interval, now() - $8::interval, $9, now() - $10::interval, $11, $12, $13, $14)`;
  const values = ['resolved', '5h', '4h 50m', 'ada', '2h', false, false, 2, 'it was warm'];
  await store.query(alert, ['a', 'DriftFeature', model, 'temperature_f', 'critical', ...values]);
  for (const minutes of [3, 2, 1]) {
    // within one day whatever the hour
    const day = `date_trunc('day', now()) - interval '1 day' + interval '${minutes} minutes'`;
    await store.query(
      `INSERT INTO drift.alerts (fingerprint, name, model, feature, severity, status, starts_at, silenced)
       VALUES ('b${minutes}', 'DriftFeature', $1, 'carrier', 'significant', 'silenced', ${day}, true)`,
      [model],
    );
  }
  await store.query(
    `INSERT INTO drift.alerts (fingerprint, name, severity, status, starts_at, inhibited)
     VALUES ('c', 'DriftExporterDown', 'critical', 'inhibited', now() - interval '1 hour', true)`,
  );
  await store.query(
    `INSERT INTO drift.alert_events (alert_id, occurred_at, event, notification_id) SELECT id, starts_at, 'notified', id FROM drift.alerts`,
  );
  await store.query(
    `INSERT INTO drift.data_quality (model, window_name, window_start, window_end, rows, quality_score)
     VALUES ($1, '1d', now() - interval '2 days', now() - interval '1 day', 100, 0.9)`,
    [model],
  );
}
