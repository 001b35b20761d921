import { collectDefaultMetrics, type Registry } from 'prom-client';

/** What tells whether the exporter has enough of its machine. */
const KEPT = [
  'process_cpu_seconds_total',
  'process_resident_memory_bytes',
  'process_start_time_seconds',
  'process_open_fds',
  'process_max_fds',
  'nodejs_eventloop_lag_p99_seconds',
  'nodejs_heap_size_used_bytes',
  'nodejs_external_memory_bytes',
];

/** Some of prom-client's metrics of the process; among the others are names that promtool finds fault with. */
export function collectProcessMetrics(registry: Registry): void {
  const before = registry.getMetricsAsArray().map(({ name }) => name);
  collectDefaultMetrics({ register: registry });
  for (const { name } of registry.getMetricsAsArray()) {
    if (!before.includes(name) && !KEPT.includes(name)) registry.removeSingleMetric(name);
  }
}
