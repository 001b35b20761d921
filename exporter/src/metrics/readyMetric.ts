import type { Gauge } from 'prom-client';
import type { Family, Sample } from './family.js';

/** prom-client writes whatever has a name and `get()`; its own counters and histograms take no ready values. */
export function readyMetric({ name, help, type }: Family, samples: () => readonly Sample[]): Gauge {
  const get = () => ({
    name,
    help,
    type,
    values: samples().map(({ suffix = '', labels, value }) => ({ metricName: name + suffix, labels, value })),
  });
  return { name, help, type, get } as unknown as Gauge;
}
