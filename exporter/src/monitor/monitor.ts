import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from '../config/schema.js';
import { DEFAULT_WRITER } from '../config/stream.js';
import { DriftError } from '../errors.js';
import type { Store } from '../store/store.js';
import type { LiveStream, Posted } from '../streams/liveStream.js';
import { Streams, streamsFolder } from '../streams/streams.js';
import { DriftScorer } from './beyond/driftScorer.js';
import { CheckLimit } from './checkLimit.js';
import { bucketsNeeded } from './bucketsNeeded.js';
import { ModelMonitor } from './modelMonitor.js';
import type { Observer } from './observer.js';
import type { ModelState } from './state.js';

const RETENTION_EVERY = 3_600_000;

/** What became of rows that were sent to us. */
export type Observed = Awaited<ReturnType<LiveStream['take']>>;

/** Watches every model of a configuration on its schedule, each by itself. */
export class Monitor {
  #config: Config;
  #models: Map<string, ModelMonitor>;
  #limit: CheckLimit;
  #stop = new AbortController();
  #loops: Promise<void>[] = [];
  readonly #streams: Streams;
  readonly #scorer: DriftScorer;

  constructor(
    config: Config,
    readonly store: Store,
    readonly observer: Observer,
    /** The name under which the rows of streams are counted. */
    readonly writer = config.monitoring.writer,
  ) {
    const warn = (model: string, message: string): void => observer.warning(model, message);
    this.#streams = new Streams(streamsFolder(config, writer), warn);
    this.#scorer = new DriftScorer(config, (message) => warn('', message));
    this.#config = config;
    this.#limit = new CheckLimit(config.monitoring.max_parallel);
    this.#models = this.#monitors(config, new Map());
  }

  get config(): Config {
    return this.#config;
  }

  states(): readonly ModelState[] {
    return Array.from(this.#models.values(), ({ state }) => state);
  }

  model(name: string): ModelMonitor {
    const found = this.#models.get(name);
    if (found === undefined) {
      throw new DriftError('usage', `there is no model ${JSON.stringify(name)}`, { file: this.#config.file });
    }
    return found;
  }

  /** Checks every model once. */
  async checkAll(): Promise<void> {
    await Promise.all(Array.from(this.#models.values(), (model) => this.#limit.run(() => model.check())));
  }

  /** Starts the schedule: a first check of every model at once, then one every `check_frequency`. */
  start(): void {
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    this.#loops = [
      ...Array.from(this.#models.values(), (model) => this.#watch(model, signal)),
      this.#retain(signal),
    ];
  }

  /** Ends the schedule, lets running checks finish for a while and closes the sources. */
  async stop(patience = 5_000): Promise<void> {
    this.#stop.abort();
    const closing = Promise.all([
      ...this.#loops,
      ...Array.from(this.#models.values(), (model) => model.close()),
    ]);
    const timer = new AbortController();
    await Promise.race([
      closing,
      delay(patience, undefined, { signal: timer.signal }).catch(() => undefined),
    ]);
    timer.abort();
    closing.catch(() => undefined);
  }

  /** As `stop`, for good: streams take no more rows. */
  async shutDown(): Promise<void> {
    await this.stop();
    await this.#streams.close();
    await this.#scorer.close();
  }

  /** Takes rows that were sent to us. Resolves once they are on the disk; the windows then hold them. */
  async observe(name: string, posted: Posted): Promise<Observed> {
    const model = this.model(name);
    if (model.stream === undefined) {
      throw new DriftError(
        'no_stream',
        `model ${name} reads its rows from source ${model.model.source}; only models with \`stream: true\` are sent any`,
      );
    }
    return model.stream.take(posted);
  }

  /** What streams hold, by model. */
  streamSizes(): ReturnType<Streams['sizes']> {
    return this.#streams.sizes();
  }

  /** Goes on under another configuration; models that stay keep what is known of them. */
  async reconfigure(config: Config): Promise<void> {
    await this.stop();
    const before = this.#models;
    this.#config = config;
    this.#limit = new CheckLimit(config.monitoring.max_parallel);
    await this.#scorer.configure(config);
    this.#models = this.#monitors(config, before);
    await this.#streams.keepOnly(
      new Set(config.models.filter(({ stream }) => stream).map(({ name }) => name)),
    );
    this.start();
  }

  #monitors(config: Config, before: ReadonlyMap<string, ModelMonitor>): Map<string, ModelMonitor> {
    return new Map(
      config.models.map((model) => {
        const known = before.get(model.name)?.state;
        const { store, observer } = this;
        // exporters of the same rows stand in for each other, those of a stream each have rows of their own
        const writer = model.stream ? this.writer : DEFAULT_WRITER;
        const stream = model.stream ? this.#streams.of(model.name) : undefined;
        const own = new ModelMonitor(config, model, store, observer, writer, known, stream, this.#scorer);
        return [model.name, own];
      }),
    );
  }

  async #watch(model: ModelMonitor, signal: AbortSignal): Promise<void> {
    const { check_frequency: frequency } = this.#config.monitoring;
    while (!signal.aborted) {
      const started = performance.now();
      await this.#limit.run(() => model.check());
      // a clock that jumps must neither skip checks nor pile them up
      const rest = Math.max(0, frequency - (performance.now() - started));
      await delay(rest, undefined, { signal }).catch(() => undefined);
    }
  }

  async #retain(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await delay(RETENTION_EVERY, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      const newest = new Map(this.states().map(({ model, watermark }) => [model, watermark?.getTime()]));
      const { problems } = await this.store
        .retain(
          this.#config.store.retention,
          (model) => newest.get(model),
          (model) => bucketsNeeded(this.#config, model),
        )
        .catch((error: unknown) => ({ problems: [String(error)] }));
      for (const problem of problems)
        this.observer.warning('', `old results could not be removed: ${problem}`);
    }
  }
}
