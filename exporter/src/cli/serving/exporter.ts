import { AlertHistory } from '../../alerts/alertHistory.js';
import { alertLinks } from '../../config/alertLinks.js';
import { SignedLinks } from '../../alerts/signedLinks.js';
import type { Config } from '../../config/schema.js';
import { DriftError } from '../../errors.js';
import { Exposition } from '../../metrics/exposition.js';
import { AlertMetrics } from '../../metrics/alertMetrics.js';
import type { HealthMetrics } from '../../metrics/healthMetrics.js';
import { StreamMetrics } from '../../metrics/streamMetrics.js';
import { configChanges, type ConfigChange } from '../../monitor/configChanges.js';
import { Monitor, type Observed } from '../../monitor/monitor.js';
import type { Observer } from '../../monitor/observer.js';
import { reportFromStore } from '../../monitor/reportFromStore.js';
import { initialState, type ModelState, type WindowState } from '../../monitor/state.js';
import { renderReport } from '../../reports/renderReport.js';
import type { Backend, FleetShard } from '../../server/backend.js';
import type { AuditEntry, AuditEvent, ScorePoint } from '../../store/records.js';
import type { Posted } from '../../streams/liveStream.js';
import type { Store } from '../../store/store.js';
import { atMost } from './atMost.js';
import { fleetShard, ownModels } from './fleet.js';
import { openStorePatiently, STORE_RETRY } from './openStorePatiently.js';
import { placeOf } from './placeOf.js';
import { ScoreSinks } from './scoreSinks.js';
import { signingKey } from './signingKey.js';
import type { Log } from './log.js';

/** A store that hangs is told of events for no longer than this, in milliseconds. */
const STORE_PATIENCE = 3_000;

/** The running exporter: configuration, store, monitor and metrics, as the server sees them. */
export class Exporter implements Backend {
  #config: Config;
  #store: Store | undefined;
  #monitor: Monitor | undefined;
  #links: SignedLinks | undefined;
  #storeError = 'the store is being opened';
  #reloads: Promise<unknown> = Promise.resolve();
  readonly #exposition: Exposition;
  readonly #alertMetrics: AlertMetrics;
  readonly #streamMetrics: StreamMetrics;
  readonly #sinks: ScoreSinks;
  readonly alerts: AlertHistory;
  readonly #stop = new AbortController();
  readonly #listeners: ((config: Config) => void)[] = [];

  constructor(
    config: Config,
    /** Reads the configuration again. */
    readonly load: () => Promise<Config>,
    readonly health: HealthMetrics,
    readonly observer: Observer,
    readonly log: Log,
  ) {
    this.#config = config;
    this.#exposition = new Exposition(health, config.server.max_series);
    this.alerts = new AlertHistory(config, {
      warning: (message) => log('warn', message),
      audited: (action) => health.audited(action),
    });
    this.#alertMetrics = new AlertMetrics(health.registry);
    this.#streamMetrics = new StreamMetrics(health.registry, () => this.#monitor?.streamSizes());
    this.#sinks = new ScoreSinks(health, log);
    this.#alertMetrics.show(() => this.alerts.snapshot());
    this.#configured();
    void this.#renewLinks();
  }

  get config(): Config {
    return this.#config;
  }

  /** Opens the store, waiting for it where it is a server that is down, and starts the schedule. */
  async start(): Promise<void> {
    await this.alerts.start();
    const store = await openStorePatiently(this.#config.store, this.#stop.signal, (error) => {
      this.#storeError = error.message;
      this.health.storeUp(false);
      this.log('error', error.message, { retry_seconds: STORE_RETRY / 1000 });
    });
    if (store === undefined) return;
    this.health.storeUp(true);
    if (this.#stop.signal.aborted) return store.close();
    this.#store = store;
    await atMost(STORE_PATIENCE, this.#renewLinks());
    await this.#sinks.configure(this.#config.store, store);
    this.#monitor = new Monitor(ownModels(this.#config), store, this.#observed());
    this.health.reloaded(true, new Date());
    await this.record(this.#event('started', {}, {}));
    this.#monitor.start();
    await this.alerts.attach(store);
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#monitor?.shutDown();
    await this.#sinks.stop();
    await atMost(STORE_PATIENCE, this.alerts.stop());
    await atMost(STORE_PATIENCE, this.record(this.#event('stopped', {}, {})));
    await atMost(STORE_PATIENCE, this.#store?.close() ?? Promise.resolve());
  }

  states(): readonly ModelState[] {
    return this.#monitor?.states() ?? ownModels(this.#config).models.map(initialState);
  }

  shard(): FleetShard | undefined {
    return fleetShard(this.#config);
  }

  readiness(): { ready: boolean; reason: string } {
    if (this.#store === undefined) return { ready: false, reason: this.#storeError };
    const waiting = this.states().filter(({ lastSuccess, failure }) => !lastSuccess && !failure);
    if (waiting.length === 0) return { ready: true, reason: 'ready' };
    return { ready: false, reason: `not checked yet: ${waiting.map(({ model }) => model).join(', ')}` };
  }

  metrics(): Promise<{ readonly text: string; readonly contentType: string }> {
    return this.#exposition.render(this.states(), new Date(), this.#links);
  }

  links(): SignedLinks | undefined {
    return this.#links;
  }

  /** Reads the configuration again and goes on with it; reloads follow each other. */
  reload(actor: string): Promise<void> {
    const turn = this.#reloads.then(() => this.#reload(actor));
    this.#reloads = turn.catch(() => undefined);
    return turn;
  }

  async #reload(actor: string): Promise<void> {
    let config: Config;
    try {
      config = await this.load();
      for (const listener of this.#listeners) listener(config);
    } catch (error) {
      this.health.reloaded(false, new Date());
      const message = error instanceof Error ? error.message : String(error);
      this.log('error', 'the configuration cannot be loaded; the one before stays in use', {
        error: message,
      });
      const event = this.#event('reload_failed', { file: this.#config.file }, { error: message }, actor);
      await atMost(STORE_PATIENCE, this.record(event));
      throw error;
    }
    if (configChanges(placeOf(config), placeOf(this.#config)).length > 0) {
      this.log('warn', 'changes of where the store is take effect after a restart');
    }
    if (config.monitoring.writer !== this.#config.monitoring.writer) {
      this.log('warn', 'a change of monitoring.writer takes effect after a restart');
    }
    const changes = configChanges(this.#config, config);
    this.#config = config;
    this.#exposition.setMaxSeries(config.server.max_series);
    this.#configured();
    await atMost(STORE_PATIENCE, this.#renewLinks());
    if (this.#store !== undefined) await this.#sinks.configure(config.store, this.#store);
    await this.#monitor?.reconfigure(ownModels(this.#config));
    await this.alerts.reconfigure(this.#config);
    this.health.reloaded(true, new Date());
    this.log('info', 'the configuration was loaded again');
    // it is in use by now, whether or not the store can be told
    await atMost(STORE_PATIENCE, this.#recordReload(config.file, changes, actor));
  }

  /** Has others told of each configuration that is loaded from now on. @throws what a listener throws, on reload */
  onReload(listener: (config: Config) => void): void {
    this.#listeners.push(listener);
  }

  promote(model: string, actor: string): Promise<string> {
    return this.#running().model(model).promote(actor);
  }

  observe(model: string, posted: Posted): Promise<Observed> {
    return this.#streamMetrics.watch(model, () => this.#running().observe(model, posted));
  }

  refusedRows(model: string, because: 'busy' | 'invalid'): void {
    this.#streamMetrics.refused(model, because);
  }

  windowsNow(model: string): Promise<readonly WindowState[]> {
    return this.#running().model(model).windowsNow();
  }

  history(query: Parameters<Backend['history']>[0]): Promise<readonly ScorePoint[]> {
    return this.#opened().history(query);
  }

  audit(query: { readonly limit: number; readonly before?: number }): Promise<readonly AuditEntry[]> {
    return this.#opened().audit.list(query);
  }

  async record(event: AuditEvent): Promise<void> {
    try {
      await this.#opened().audit.append(event);
      this.health.audited(event.action);
    } catch (error) {
      this.health.audited(undefined);
      this.log('error', 'an event could not be written to the audit log', {
        action: event.action,
        error: error instanceof Error ? error.message : String(error),
      });
    }
  }

  async #recordReload(file: string, changes: readonly ConfigChange[], actor: string): Promise<void> {
    if (changes.length > 0) await this.record(this.#event('config_changed', { file }, { changes }, actor));
    await this.record(this.#event('reloaded', { file }, {}, actor));
  }

  async report({ model, from, to, format }: Parameters<Backend['report']>[0]): Promise<string> {
    const { model: config } = this.#running().model(model);
    const outcomes = await reportFromStore(this.#config, config, this.#opened(), from, to);
    return renderReport(outcomes, format, this.#config);
  }

  configuration(): unknown {
    // secrets write themselves as <secret>
    return JSON.parse(JSON.stringify(this.#config));
  }

  /** What checks have found goes to InfluxDB, too. */
  #observed(): Observer {
    return {
      ...this.observer,
      checkFinished: (model, check) => {
        this.observer.checkFinished(model, check);
        const state = this.states().find((candidate) => candidate.model === model);
        if (state !== undefined) this.#sinks.checked(state);
      },
    };
  }

  /** Signs with the configured key, or with the one that the store keeps. */
  async #renewLinks(): Promise<void> {
    try {
      const key = await signingKey(this.#config.server.signing_key, this.#store);
      if (key !== undefined && this.#links?.isSignedBy(key) !== true) this.#links = new SignedLinks(key);
    } catch (error) {
      this.log('error', 'links to pictures cannot be signed; a reload tries again', {
        error: error instanceof Error ? error.message : String(error),
      });
    }
  }

  #configured(): void {
    const { models } = ownModels(this.#config);
    // alerts of all models are heard of by every part of a fleet
    this.#alertMetrics.configured(this.#config.models.map(({ name }) => name));
    this.#streamMetrics.configured(models.filter(({ stream }) => stream).map(({ name }) => name));
    this.health.configured(models);
    this.health.sharded(this.#config.monitoring.shard);
    const part = this.shard();
    if (part !== undefined) {
      this.log('info', 'watching a part of the models', {
        shard: part.name,
        models: models.length,
        elsewhere: part.elsewhere.size,
      });
    }
    this.health.linked(alertLinks(this.#config));
  }

  #running(): Monitor {
    if (this.#monitor === undefined) throw new DriftError('store_unreachable', this.#storeError);
    return this.#monitor;
  }

  #opened(): Store {
    if (this.#store === undefined) throw new DriftError('store_unreachable', this.#storeError);
    return this.#store;
  }

  #event(
    action: AuditEvent['action'],
    subject: AuditEvent['subject'],
    detail: AuditEvent['detail'],
    actor = 'drift-exporter',
  ): AuditEvent {
    return { at: new Date(), actor, action, subject, detail };
  }
}
