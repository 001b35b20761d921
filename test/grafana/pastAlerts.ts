import { fileURLToPath } from 'node:url';
import type { TestDatabase } from '../services/postgresDatabase.js';
import { runCli } from '../support/cli.js';
import { projectFile } from '../support/ruleFile.js';

/** An alert of the rules; `to` is null while it goes on. */
export interface PastAlert {
  readonly feature: string;
  readonly severity: 'warning' | 'critical';
  readonly from: Date;
  readonly to: Date | null;
}

interface Backtest {
  readonly to: string;
  readonly alerts: ReadonlyArray<{
    readonly feature: string;
    readonly severity: PastAlert['severity'];
    readonly from: string;
    readonly to: string | null;
  }>;
}

const HOUR = 3_600_000;

/** The alerts of the flights' year, or of another configuration's past, as `backtest` finds them, moved so that it ends now. */
export async function replayFlights(
  config = fileURLToPath(projectFile('examples/flights')),
): Promise<PastAlert[]> {
  const { code, out, error } = await runCli(['backtest', '--config', config, '--format', 'json']);
  if (code === 1) throw new Error(`backtest failed: ${error}`);
  const [backtest] = JSON.parse(out) as [Backtest];
  const shift = Date.now() - Date.parse(backtest.to);
  const moved = (time: string): Date => new Date(Date.parse(time) + shift);
  return backtest.alerts.map(({ from, to, ...alert }) => ({
    ...alert,
    from: moved(from),
    to: to === null ? null : moved(to),
  }));
}

/** As Prometheus would have kept them: OpenMetrics, an hour apart. */
export function alertSeries(alerts: readonly PastAlert[]): string {
  const samples = alerts.flatMap(({ feature, severity, from, to }) => {
    const labels = `alertname="DriftFeature",alertstate="firing",model="flights",feature="${feature}",severity="${severity}"`;
    const hours = Math.floor(((to?.getTime() ?? Date.now()) - from.getTime()) / HOUR);
    return Array.from(
      { length: hours },
      (_, hour) => `ALERTS{${labels}} 1 ${(from.getTime() + hour * HOUR) / 1000}`,
    );
  });
  return ['# TYPE ALERTS gauge', ...samples, '# EOF', ''].join('\n');
}

/**
 * As the exporter would have recorded them, had Alertmanager told it of them each day. When they were acknowledged, and that a few
 * were silenced, is made up.
 */
export async function storeAlerts(store: TestDatabase, alerts: readonly PastAlert[]): Promise<void> {
  await store.query(
    `INSERT INTO drift.alerts (fingerprint, name, model, feature, severity, status, starts_at, acknowledged_at, acknowledged_by,
      resolved_at, silenced, inhibited, notifications, summary)
    SELECT md5(feature || began), 'DriftFeature', 'flights', feature, CASE severity WHEN 'warning' THEN 'significant' ELSE severity END,
      CASE WHEN ended IS NULL THEN 'acknowledged' ELSE 'resolved' END, began,
      began + chance * interval '90 minutes', 'on call', ended, chance < .05, false,
      CASE WHEN chance < .05 THEN 0 ELSE 1 + extract(day FROM coalesce(ended, now()) - began)::int END, feature || ' has drifted'
    FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::timestamptz[])
        WITH ORDINALITY alert (feature, severity, began, ended, position),
      LATERAL (SELECT ('x' || substr(md5(feature || position), 1, 4))::bit(16)::int / 65536.0 AS chance) made_up`,
    [
      alerts.map(({ feature }) => feature),
      alerts.map(({ severity }) => severity),
      alerts.map(({ from }) => from),
      alerts.map(({ to }) => to),
    ],
  );
  await store.query(
    `INSERT INTO drift.alert_events (alert_id, occurred_at, event, notification_id)
     SELECT id, starts_at + n * interval '1 day', 'notified', id * 10000 + n FROM drift.alerts, generate_series(0, notifications - 1) n`,
  );
}
