import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from '../config/schema.js';
import { DriftError } from '../errors.js';
import { equals, group, pipe, pointsIn, spanOf } from '../sources/flux.js';
import { InfluxClient } from '../sources/influxdbClient.js';
import { connectionOf } from '../sources/influxdbConnection.js';
import { InfluxWriter, tagValue, type Written } from '../sources/influxdbWriter.js';
import type { Store } from '../store/store.js';
import { scorePoint } from './scorePoints.js';
import type { ModelState } from './state.js';

/** Who wants to know how writing goes. */
export interface SinkObserver {
  written(points: Written): void;
  failed(error: unknown): void;
}

type SinkConfig = NonNullable<Config['store']['influxdb']>;
type KeptState = Pick<ModelState, 'model' | 'closedUntil' | 'reference'>;

interface Connection {
  readonly writer: InfluxWriter;
  readonly client: InfluxClient;
}

/** How far a model's scores are written, and those of which reference. */
interface Mark {
  readonly version: string | undefined;
  readonly until: number;
}

const DAY = 86_400_000;
/** Scores that are read from the store at once, about. */
const FEW = 2_000;
const MANY = 20_000;
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 300_000;
const KEY = 'store.influxdb';

/**
 * Writes the store's scores to InfluxDB, too. What has been written InfluxDB itself tells, by the newest point of the model:
 * after an outage of either side all that is missing follows, and what is written twice is one point. Checks don't wait.
 */
export class ScoreSink {
  readonly #marks = new Map<string, Mark>();
  readonly #due = new Map<string, KeptState>();
  readonly #stop = new AbortController();
  #connection: Promise<Connection> | undefined;
  #work: Promise<void> | undefined;

  constructor(
    readonly config: SinkConfig,
    readonly store: Pick<Store, 'scores'>,
    /** How long the store keeps scores, in milliseconds. */
    readonly kept: number,
    readonly observer: SinkObserver,
    readonly firstPause = FIRST_PAUSE,
  ) {}

  /** A check of the model has been committed. */
  checked(state: KeptState): void {
    if (state.closedUntil === undefined || this.#stop.signal.aborted) return;
    this.#due.set(state.model, state);
    this.#work ??= this.#run().finally(() => (this.#work = undefined));
  }

  /** Ends after the write that is under way. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#work;
    const connection = await this.#connection?.catch(() => undefined);
    connection?.writer.close();
    await connection?.client.close();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stop;
    let pause = this.firstPause;
    for (;;) {
      const [next] = this.#due;
      if (next === undefined || signal.aborted) return;
      const [model, state] = next;
      this.#due.delete(model);
      try {
        this.observer.written(await this.#write(state));
        pause = this.firstPause;
      } catch (error) {
        this.observer.failed(error);
        // behind the others, unless a newer check is due by now
        if (!this.#due.has(model)) this.#due.set(model, state);
        await delay(pause, undefined, { signal }).catch(() => undefined);
        pause = Math.min(2 * pause, LONGEST_PAUSE);
      }
    }
  }

  async #write({ model, closedUntil, reference }: KeptState): Promise<Written> {
    const connection = await (this.#connection ??= this.#connect());
    const end = (closedUntil?.getTime() ?? 0) + 1;
    const version = reference?.version;
    const oldest = end - this.kept;
    let mark = this.#marks.get(model);
    // scores of another reference replace those that it has judged again
    if (mark === undefined) mark = { version, until: (await this.#newest(connection, model)) ?? oldest };
    else if (mark.version !== version) mark = { version, until: oldest };
    const written = { taken: 0, tooOld: 0 };
    let step = DAY;
    for (let from = Math.max(mark.until, oldest); from < end && !this.#stop.signal.aborted;) {
      const to = Math.min(from + step, end);
      const scores = await this.store.scores({ model, from: new Date(from), to: new Date(to) });
      const points = scores.map((score) => scorePoint(this.config.measurement, model, score));
      const { taken, tooOld } = await connection.writer.write(points);
      written.taken += taken;
      written.tooOld += tooOld;
      step = scores.length < FEW ? 2 * step : scores.length > MANY ? Math.max(DAY / 24, step / 2) : step;
      from = to;
      // the newest scores may be added to
      this.#marks.set(model, { version, until: Math.min(from, end - 1) });
    }
    return written;
  }

  /** The end of the newest window whose scores are there. */
  async #newest({ client }: Connection, model: string): Promise<number | undefined> {
    const { measurement, bucket } = this.config;
    const conditions = [
      equals('_measurement', measurement),
      equals('_field', 'severity_level'),
      equals('model', tagValue(model)),
    ];
    const points = pointsIn(bucket, spanOf(undefined, undefined), conditions);
    let newest: number | undefined;
    const flux = pipe(points, group([]), 'last()', 'keep(columns: ["_time"])');
    await client.query(flux, (row) => (newest = Date.parse(row.value('_time'))));
    return newest;
  }

  async #connect(): Promise<Connection> {
    const options = await connectionOf(this.config).catch((cause: unknown) => {
      this.#connection = undefined;
      throw new DriftError('input_unreadable', 'the certificate of ca_file cannot be read', {
        key: KEY,
        cause,
      });
    });
    return {
      writer: new InfluxWriter(options, { key: KEY }),
      client: new InfluxClient({ ...options, name: KEY }),
    };
  }
}
