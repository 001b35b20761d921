import type { Queryable } from '../../../exporter/src/store/database.js';

/** What two years of one model of 100 features are, as the exporter keeps them. */
const DAYS = 730;
const FEATURES = 100;
const HOURS = DAYS * 24;
const START = "timestamptz '2024-11-01 00:00+00'";
export const END = Date.UTC(2024, 10, 1) + HOURS * 3_600_000;
export const features = Array.from({ length: FEATURES }, (_, index) => `feature_${index + 1}`);

/** Window lengths with how often they are scored, in hours. */
export const windows = [
  { name: '1h', length: 1, step: 1 },
  { name: '6h', length: 6, step: 2 },
  { name: '1d', length: 24, step: 8 },
  { name: '7d', length: 168, step: 56 },
];

const hour = (expression: string): string => `${START} + (${expression}) * interval '1 hour'`;
const severity =
  "CASE WHEN n.psi >= .25 THEN 'critical' WHEN n.psi >= .2 THEN 'significant' WHEN n.psi >= .1 THEN 'small' ELSE 'none' END";

/** A tenth of the features drift in the last hundred days. */
const scores = ({ name, length, step }: (typeof windows)[number]): string => `
INSERT INTO drift.scores (series_id, window_name, window_start, window_end, drifted, severity, reason, rows_reference, rows_current,
  missing_ratio_reference, missing_ratio_current, unseen_ratio, out_of_range_ratio, threshold_small, threshold_significant,
  threshold_critical, psi, psi_noise_floor, psi_p_value, psi_reference_variation, missing_psi, missing_psi_noise_floor,
  missing_psi_p_value, missing_psi_reference_variation, ks_statistic, ks_p_value, ks_error_bound, ks_significant, ks_method,
  jensen_shannon_distance, hellinger_distance, wasserstein_distance, wasserstein_distance_normalized, wasserstein_error_bound,
  total_variation, l_infinity, kullback_leibler)
SELECT n.series, '${name}', n.stop - interval '${length} hours', n.stop, n.psi >= .1, ${severity},
  'PSI ' || round(n.psi::numeric, 3) || ' (none below 0.1; 0.02 by chance, 0.05 in windows of the reference): mean 36.1 → ' || n.psi * 100,
  1e6, 5000, .01, .01, .001, .002, .1, .2, .25, n.psi, .02, .3, .05, n.psi / 9, .01, .5, .01, n.psi / 2, .04, .01, false,
  'asymptotic', n.psi / 3, n.psi / 4, n.psi * 9, n.psi, .1, n.psi / 5, n.psi / 6, n.psi / 7
FROM (SELECT s.id AS series, ${hour('h')} AS stop,
    .08 * random() + CASE WHEN s.id % 10 = 0 AND h > ${HOURS - 2_400} THEN .2 ELSE 0 END AS psi
  FROM generate_series(${step}, ${HOURS}, ${step}) h CROSS JOIN drift.series s) n`;

const pictures = ({ name, length }: (typeof windows)[number]): string => `
INSERT INTO drift.distributions (series_id, window_name, window_start, window_end, cells_id, current, current_missing)
SELECT c.series_id, '${name}', ${hour(`h - ${length}`)}, ${hour('h')}, c.id,
  ARRAY(SELECT floor(100 * random() + h % 7) FROM generate_series(1, 40)), 5
FROM generate_series(${length}, ${HOURS}, ${length}) h CROSS JOIN drift.distribution_cells c WHERE c.series_id % 10 = 0`;

/** Statements that fill a schema of the second version. */
export const statements: readonly string[] = [
  `INSERT INTO drift.models (model, team, source, time_zone) VALUES ('m', 'risk', 'warehouse', 'UTC')`,
  `INSERT INTO drift."references" (model, version, created_at, promoted_at, active, rows, definition, excluded)
   VALUES ('m', 'v', ${START}, ${START}, true, 1e6, '', '[]')`,
  `INSERT INTO drift.reference_features (model, version, feature, position, kind, definition, grid, profile)
   SELECT 'm', 'v', 'feature_' || n, n, 'numeric', '{}', '', '' FROM generate_series(1, ${FEATURES}) n`,
  `INSERT INTO drift.series (model, version, segment, feature, kind)
   SELECT model, version, '', feature, kind FROM drift.reference_features ORDER BY position`,
  `INSERT INTO drift.activities (model, segment, feature, version, active, since, state)
   SELECT model, '', feature, version, id % 10 = 0, CASE WHEN id % 10 = 0 THEN ${hour(String(HOURS - 2_400))} END, '{}' FROM drift.series`,
  ...windows.map(scores),
  `INSERT INTO drift.latest_scores (series_id, window_name, window_start, window_end, drifted, severity, psi)
   SELECT DISTINCT ON (series_id, window_name) series_id, window_name, window_start, window_end, drifted, severity, psi
   FROM drift.scores ORDER BY series_id, window_name, window_end DESC`,
  `INSERT INTO drift.distribution_cells (series_id, digest, uppers, reference, reference_missing)
   SELECT id, 'd', ARRAY(SELECT CASE n WHEN 40 THEN 'Infinity'::float8 ELSE n END FROM generate_series(1, 40) n),
     ARRAY(SELECT floor(1e5 * random()) FROM generate_series(1, 40)), 5 FROM drift.series`,
  ...windows.map(pictures),
  `INSERT INTO drift.importance (series_id, window_name, window_start, window_end, method, importance_ratio, importance_rank,
     attribution_ratio)
   SELECT s.id, '1d', ${hour('24 * (d - 1)')}, ${hour('24 * d')}, 'estimated', .01, s.id, .01
   FROM generate_series(1, ${DAYS}) d CROSS JOIN drift.series s`,
  `INSERT INTO drift.performance (model, version, window_name, window_start, window_end, metric, value, estimated)
   SELECT 'm', 'v', '1d', ${hour('24 * (d - 1)')}, ${hour('24 * d')}, metric, random(), random()
   FROM generate_series(1, ${DAYS}) d CROSS JOIN unnest(ARRAY['accuracy', 'roc_auc', 'log_loss', 'precision', 'recall']) metric`,
  // every five minutes for sixty days, and hourly before
  `INSERT INTO drift.checks (model, version, writer, started_at, finished_at, stages, rows, buckets, features, failed_features, error,
     watermark, commit)
   SELECT 'm', 'v', 'one', t, t + interval '3 seconds', '{"count": 2, "judge": 0.5, "store": 0.2}', 5000, 1, ${FEATURES}, 0,
     CASE WHEN random() < .001 THEN 'source warehouse: gone' ELSE '' END, t - interval '1 minute', ''
   FROM (SELECT ${hour('h')} AS t FROM generate_series(0, ${HOURS - 1_440}) h
     UNION ALL SELECT ${hour(String(HOURS - 1_440))} + n * interval '5 minutes' FROM generate_series(1, ${60 * 288}) n) c`,
  `INSERT INTO drift.alerts (fingerprint, name, model, feature, team, severity, status, summary, description, starts_at,
     acknowledged_at, resolved_at, notifications)
   SELECT md5(n::text), 'DriftFeature', 'm', 'feature_' || n % 100, 'risk', (ARRAY['significant', 'critical'])[1 + n % 2], 'resolved',
     'feature_' || n % 100 || ' drifts', repeat('what has changed, from what to what ', 10), t, t + interval '20 minutes',
     t + interval '9 hours', 3
   FROM (SELECT n, ${hour(`n * ${HOURS} / 5000.0`)} AS t FROM generate_series(1, 5000) n) a`,
  `INSERT INTO drift.alert_events (alert_id, occurred_at, event)
   SELECT a.id, a.starts_at + e.place * interval '10 minutes', e.event FROM drift.alerts a
   CROSS JOIN unnest(ARRAY['fired', 'notified', 'acknowledged', 'notified', 'resolved']) WITH ORDINALITY e(event, place)`,
];

export async function fill(queryable: Queryable): Promise<void> {
  for (const sql of statements) await queryable.script(sql);
  await queryable.script('VACUUM (ANALYZE)');
}
