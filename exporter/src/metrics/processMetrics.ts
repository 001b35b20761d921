import { collectDefaultMetrics, type Gauge, Registry } from 'prom-client';

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
  const all = new Registry();
  collectDefaultMetrics({ register: all });
  const isKept = ({ name }: { name: string }): boolean => KEPT.includes(name);
  const kept = all.getMetricsAsArray().filter(isKept);
  for (const { name } of kept) registry.registerMetric(all.getSingleMetric(name) as Gauge);
  // in a scrape prom-client fills several metrics as it asks one of them, which may not be kept: the first one asks those
  const others = all
    .getMetricsAsArray()
    .filter((metric) => !isKept(metric) && metric.collect instanceof Function);
  const [first] = kept;
  if (first !== undefined) first.collect = () => others.forEach((metric) => metric.collect());
}
