import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { AlertLinks } from '../config/alertLinks.js';
import type { ModelConfig } from '../config/schema.js';
import type { Shard } from '../config/shard.js';
import { stages, type Stage } from '../monitor/state.js';
import type { AuditEvent } from '../store/records.js';
import { labelText } from './labelText.js';
import { collectProcessMetrics } from './processMetrics.js';

/** Seconds: from a check that finds nothing new to catching up with a year. */
const DURATION_BUCKETS = [0.01, 0.05, 0.25, 1, 5, 15, 60, 300];

/** What a check that succeeded tells about itself. */
export interface FinishedCheck {
  /** Seconds by stage; stages that did not run are absent. */
  readonly seconds: Readonly<Partial<Record<Stage, number>>>;
  /** Rows that the source counted. */
  readonly rows: number;
}

/** How the exporter itself fares. Lives as long as the process and is told by those who do the work. */
export class HealthMetrics {
  readonly registry = new Registry();
  /** The source of each model. */
  #models: ReadonlyMap<string, string> = new Map();
  /** Whether the source answered each of its models when last asked: one may fail for reasons of its own. */
  readonly #answered = new Map<string, boolean>();

  readonly #duration = new Histogram({
    name: 'drift_check_duration_seconds',
    help: 'Time that each stage of a check took. Checks run on their own schedule, never inside a scrape.',
    labelNames: ['model', 'stage'],
    buckets: DURATION_BUCKETS,
    registers: [this.registry],
  });
  readonly #errors = this.#counter(
    'drift_check_errors_total',
    'Checks that failed, by the stage that failed.',
    ['model', 'stage'],
  );
  readonly #rows = this.#counter(
    'drift_check_rows_total',
    'Rows that checks have counted; those of buckets that are still open count each time.',
    ['model'],
  );
  readonly #sourceUp = this.#gauge(
    'drift_source_up',
    'Whether the source answered when last asked for any of its models: 1 yes, 0 no.',
    ['source'],
  );
  readonly #activeChecks = this.#gauge('drift_exporter_checks_active', 'Checks that run now.');
  readonly #storeUp = this.#gauge(
    'drift_exporter_store_up',
    'Whether the result store answered when last asked: 1 yes, 0 no.',
  );
  readonly #reloadSuccessful = this.#gauge(
    'drift_exporter_config_last_reload_successful',
    'Whether the configuration could be read when last tried: 1 yes; 0 no, and the one before stays in use.',
  );
  readonly #reloadTime = this.#gauge(
    'drift_exporter_config_last_reload_success_timestamp_seconds',
    'When the configuration in use was read.',
  );
  readonly #links = this.#gauge(
    'drift_exporter_links_info',
    'Addresses that alerts link to, empty where they are not configured; always 1.',
    ['external_url', 'grafana_url', 'runbook_url'],
  );
  readonly #shard = this.#gauge(
    'drift_exporter_shard_info',
    'Which shard of the models this exporter watches, of how many; always 1.',
    ['shard', 'shards'],
  );
  readonly #auditEvents = this.#counter(
    'drift_exporter_audit_events_total',
    'Events that the audit log has taken since the exporter started.',
    ['action'],
  );
  readonly #auditErrors = this.#counter(
    'drift_exporter_audit_errors_total',
    'Events that could not be written to the audit log.',
  );

  /** @param version of the exporter */
  constructor(version: string) {
    const labels = { version: labelText(version), node_version: process.version };
    this.#gauge('drift_exporter_build_info', 'Versions of the exporter and of Node.js; always 1.', [
      'version',
      'node_version',
    ]).set(labels, 1);
    this.#storeUp.set(1);
    collectProcessMetrics(this.registry);
  }

  /**
   * The models of the configuration in use with their sources, at start and after each reload. Counters of new models start
   * at zero, so that `increase()` sees the first error; series of what is no longer configured go.
   */
  configured(models: readonly Pick<ModelConfig, 'name' | 'source'>[]): void {
    const before = this.#models;
    this.#models = new Map(models.map(({ name, source }) => [labelText(name), labelText(source)]));
    for (const [model, source] of before) {
      if (!this.#models.has(model)) this.#forget(model);
      if (this.#models.get(model) !== source) this.#answered.delete(model);
    }
    this.#showSources();
    for (const model of this.#models.keys()) {
      if (before.has(model)) continue;
      this.#rows.inc({ model }, 0);
      for (const stage of stages) {
        this.#duration.zero({ model, stage });
        this.#errors.inc({ model, stage }, 0);
      }
    }
  }

  /** Which part of the models this exporter watches; of one where it watches all. */
  sharded({ index, count }: Shard = { index: 1, count: 1 }): void {
    this.#shard.reset();
    this.#shard.set({ shard: String(index), shards: String(count) }, 1);
  }

  /** The addresses of the configuration in use. */
  linked(links: AlertLinks): void {
    this.#links.reset();
    this.#links.set({ ...links }, 1);
  }

  /** Call once a check begins; `checkFinished` or `checkFailed` ends it. */
  checkStarted(): void {
    this.#activeChecks.inc();
  }

  checkFinished(model: string, { seconds, rows }: FinishedCheck): void {
    this.#ended(model, seconds);
    if (this.#knows(model)) this.#rows.inc({ model: labelText(model) }, rows);
  }

  /** @param seconds of the stages that were through, as far as they are known */
  checkFailed(model: string, stage: Stage, seconds: FinishedCheck['seconds'] = {}): void {
    this.#ended(model, seconds);
    if (this.#knows(model)) this.#errors.inc({ model: labelText(model), stage });
  }

  sourceUp(source: string, model: string, up: boolean): void {
    const name = labelText(model);
    if (this.#models.get(name) !== labelText(source)) return;
    this.#answered.set(name, up);
    this.#showSources();
  }

  storeUp(up: boolean): void {
    this.#storeUp.set(Number(up));
  }

  /** The configuration was read, at start or on reload, or could not be. */
  reloaded(successful: boolean, at: Date): void {
    this.#reloadSuccessful.set(Number(successful));
    if (successful) this.#reloadTime.set(at.getTime() / 1000);
  }

  /** An event was written to the audit log, or, without an action, could not be. */
  audited(action: AuditEvent['action'] | undefined): void {
    if (action === undefined) this.#auditErrors.inc();
    else this.#auditEvents.inc({ action });
  }

  #ended(model: string, seconds: FinishedCheck['seconds']): void {
    this.#activeChecks.dec();
    // a check may outlive its model's place in the configuration
    if (!this.#knows(model)) return;
    for (const [stage, time] of Object.entries(seconds)) {
      this.#duration.observe({ model: labelText(model), stage }, time);
    }
  }

  #knows(model: string): boolean {
    return this.#models.has(labelText(model));
  }

  #showSources(): void {
    const answers = new Map<string, boolean>();
    for (const [model, source] of this.#models) {
      const answered = this.#answered.get(model);
      if (answered !== undefined) answers.set(source, answered || answers.get(source) === true);
    }
    this.#sourceUp.reset();
    answers.forEach((up, source) => this.#sourceUp.set({ source }, Number(up)));
  }

  #forget(model: string): void {
    this.#rows.remove({ model });
    for (const stage of stages) {
      this.#duration.remove({ model, stage });
      this.#errors.remove({ model, stage });
    }
  }

  #gauge<Label extends string = never>(name: string, help: string, labelNames: Label[] = []): Gauge<Label> {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }

  #counter<Label extends string = never>(
    name: string,
    help: string,
    labelNames: Label[] = [],
  ): Counter<Label> {
    return new Counter({ name, help, labelNames, registers: [this.registry] });
  }
}
