import { Counter, Gauge, type Registry } from 'prom-client';
import type { Written } from '../sources/influxdbWriter.js';

/** How writing scores to InfluxDB goes; there only where that is configured. */
export class SinkMetrics {
  /** Absent before the first write. */
  #up: Gauge | undefined;
  readonly #points: Counter;
  readonly #tooOld: Counter;
  readonly #errors: Counter;

  constructor(readonly registry: Registry) {
    const registers = [registry];
    this.#points = new Counter({
      name: 'drift_exporter_influxdb_points_total',
      help: 'Scores that InfluxDB has taken; some are written again.',
      registers,
    });
    this.#tooOld = new Counter({
      name: 'drift_exporter_influxdb_too_old_total',
      help: 'Scores that InfluxDB did not take, since they are older than its bucket keeps.',
      registers,
    });
    this.#errors = new Counter({
      name: 'drift_exporter_influxdb_errors_total',
      help: 'Writes to InfluxDB that failed; they are tried again.',
      registers,
    });
  }

  written({ taken, tooOld }: Written): void {
    this.#show(true);
    this.#points.inc(taken);
    this.#tooOld.inc(tooOld);
  }

  failed(): void {
    this.#show(false);
    this.#errors.inc();
  }

  /** Scores are written elsewhere from now on, or nowhere: how the last write went says nothing of that. */
  reset(): void {
    if (this.#up !== undefined) this.registry.removeSingleMetric('drift_exporter_influxdb_up');
    this.#up = undefined;
  }

  #show(up: boolean): void {
    this.#up ??= new Gauge({
      name: 'drift_exporter_influxdb_up',
      help: 'Whether InfluxDB took the scores when they were last written: 1 yes, 0 no.',
      registers: [this.registry],
    });
    this.#up.set(Number(up));
  }
}
