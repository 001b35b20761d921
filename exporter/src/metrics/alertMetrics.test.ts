import { Registry } from 'prom-client';
import { AlertMetrics } from './alertMetrics.js';

test('what the store counts has no value before it was read, and then begins where it stands', async () => {
  const registry = new Registry();
  const metrics = new AlertMetrics(registry);
  metrics.configured(['flights']);
  const counts = async (): Promise<string[]> =>
    (await registry.metrics()).match(
      /^drift_alert(_notifications_total|s_flapping|_resolution_seconds_sum).*$/gm,
    ) ?? [];
  const waiting = { expectations: [], waiting: 3 };
  metrics.show(() => waiting);
  expect(await counts()).toEqual([]);
  expect(await registry.metrics()).toContain('drift_exporter_alert_spool_events 3');
  const told = { model: 'flights', kind: 'notifications', label: 'warning', value: 7 } as const;
  metrics.show(() => ({ ...waiting, totals: [told], flapping: new Map() }));
  expect(await counts()).toContain('drift_alert_notifications_total{model="flights",severity="warning"} 7');
  expect(await counts()).toContain('drift_alerts_flapping{model="flights"} 0');
});
