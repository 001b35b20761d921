import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from '../config/schema.js';
import { DriftError } from '../errors.js';
import type { Store } from '../store/store.js';
import { CheckLimit } from './checkLimit.js';
import { bucketsNeeded } from './bucketsNeeded.js';
import { ModelMonitor } from './modelMonitor.js';
import type { Observer } from './observer.js';
import type { ModelState } from './state.js';

const RETENTION_EVERY = 3_600_000;

/** Watches every model of a configuration on its schedule, each by itself. */
export class Monitor {
  #config: Config;
  #models: Map<string, ModelMonitor>;
  #limit: CheckLimit;
  #stop = new AbortController();
  #loops: Promise<void>[] = [];

  constructor(
    config: Config,
    readonly store: Store,
    readonly observer: Observer,
    readonly writer = 'exporter',
  ) {
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

  /** Goes on under another configuration; models that stay keep what is known of them. */
  async reconfigure(config: Config): Promise<void> {
    await this.stop();
    const before = this.#models;
    this.#config = config;
    this.#limit = new CheckLimit(config.monitoring.max_parallel);
    this.#models = this.#monitors(config, before);
    this.start();
  }

  #monitors(config: Config, before: ReadonlyMap<string, ModelMonitor>): Map<string, ModelMonitor> {
    return new Map(
      config.models.map((model) => {
        const known = before.get(model.name)?.state;
        return [model.name, new ModelMonitor(config, model, this.store, this.observer, this.writer, known)];
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
