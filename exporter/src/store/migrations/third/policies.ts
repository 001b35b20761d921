import { visible } from './modelAccess.js';

const ofModels =
  `models references reference_features calibrations series positions activities checks data_quality performance
  alerts alert_totals expectations`.split(/\s+/);
const ofSeries =
  `profiles counters scores latest_scores daily_scores distributions distribution_cells importance`.split(
    /\s+/,
  );

const policy = (table: string, condition: string): string =>
  `ALTER TABLE drift."${table}" ENABLE ROW LEVEL SECURITY;
CREATE POLICY visible_models ON drift."${table}" USING (${condition});`;

/**
 * Row security of the tables, for whoever was given rights on them directly. The views read them as their owner, whom it does not
 * hold, and so have the same condition themselves: forced on the owner it would still not hold a superuser, who owns most stores, but
 * would make the owner's dumps fail.
 */
export const policies = [
  ...ofModels.map((table) => policy(table, visible('model'))),
  ...ofSeries.map((table) => policy(table, 'series_id IN (SELECT id FROM drift.series)')),
  policy('reference_buckets', 'reference_feature_id IN (SELECT id FROM drift.reference_features)'),
  policy('alert_events', 'alert_id IN (SELECT id FROM drift.alerts)'),
].join('\n');
