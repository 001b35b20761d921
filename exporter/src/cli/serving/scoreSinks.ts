import type { Config } from '../../config/schema.js';
import type { HealthMetrics } from '../../metrics/healthMetrics.js';
import { SinkMetrics } from '../../metrics/sinkMetrics.js';
import { configChanges } from '../../monitor/configChanges.js';
import { ScoreSink } from '../../monitor/scoreSink.js';
import type { ModelState } from '../../monitor/state.js';
import type { Store } from '../../store/store.js';
import { atMost } from './atMost.js';
import type { Log } from './log.js';

/** How long the write that is under way may take, where a sink is no longer wanted, in milliseconds. */
const PATIENCE = 3_000;

type Settings = Pick<Config['store'], 'influxdb' | 'retention'>;

/** The sink that is configured, if any; another configuration, another sink. */
export class ScoreSinks {
  #settings: Settings | undefined;
  #sink: ScoreSink | undefined;
  #metrics: SinkMetrics | undefined;

  constructor(
    readonly health: HealthMetrics,
    readonly log: Log,
  ) {}

  /** Goes on with a sink as it is configured now; what the store holds follows there by itself. */
  async configure({ influxdb, retention }: Config['store'], store: Store): Promise<void> {
    const settings: Settings = { influxdb, retention };
    if (this.#settings !== undefined && configChanges(this.#settings, settings).length === 0) return;
    this.#settings = settings;
    await this.stop();
    this.#metrics?.reset();
    this.#sink = influxdb && this.#open(influxdb, retention.scores, store);
  }

  checked(state: ModelState): void {
    this.#sink?.checked(state);
  }

  async stop(): Promise<void> {
    const sink = this.#sink;
    this.#sink = undefined;
    await atMost(PATIENCE, sink?.stop() ?? Promise.resolve());
  }

  #open(influxdb: NonNullable<Settings['influxdb']>, kept: number, store: Store): ScoreSink {
    const metrics = (this.#metrics ??= new SinkMetrics(this.health.registry));
    let hasWarned = false;
    return new ScoreSink(influxdb, store, kept, {
      written: (points) => {
        metrics.written(points);
        if (points.tooOld === 0 || hasWarned) return;
        hasWarned = true;
        this.log(
          'warn',
          'scores are older than the InfluxDB bucket keeps and stay in the store alone; lengthen the retention of the bucket, or shorten store.retention.scores',
          { bucket: influxdb.bucket, scores: points.tooOld },
        );
      },
      failed: (error) => {
        metrics.failed();
        this.log('error', 'scores could not be written to InfluxDB; they follow later', {
          error: error instanceof Error ? error.message : String(error),
        });
      },
    });
  }
}
