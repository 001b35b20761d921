import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Config } from '../config/schema.js';
import { DriftError } from '../errors.js';
import type { AlertTotal, KeptAlert } from '../store/alertRecords.js';
import type { AlertQuery } from '../store/alerts.js';
import type { KeptExpectation } from '../store/expectations.js';
import type { AuditEvent } from '../store/records.js';
import type { Store } from '../store/store.js';
import { Absences } from './absences.js';
import { applyBatch } from './applyBatch.js';
import type { Batch } from './observation.js';
import { Poller } from './poller.js';
import { Recorder } from './recorder.js';
import { Spool } from './spool.js';
import { webhookBatch, type WebhookMessage } from './webhook.js';

/** What waits is tried again, and what replicas have written is read, so often, in milliseconds. */
const REFRESH_EVERY = 10_000;
/** An alert that began so often within a day flaps. */
const FLAPPING = 3;
const DAY = 86_400_000;
/** Whoever expects a change for longer should promote a new reference. */
const LONGEST_EXPECTATION = 366 * DAY;

/** Told of what people must know, and of what was written to the audit log. */
export interface AlertObserver {
  warning(message: string): void;
  audited(action: AuditEvent['action']): void;
}

/** What metrics show of the history, as last read. */
export interface AlertSnapshot {
  /** Absent before the store was read: a counter that shows 0 until then seems to rise by all that ever was. */
  readonly totals?: readonly AlertTotal[];
  /** How many alerts flap, by model; absent before the store was read. */
  readonly flapping?: ReadonlyMap<string, number>;
  readonly expectations: readonly KeptExpectation[];
  /** Webhooks, looks and expectations that wait for the store. */
  readonly waiting: number;
  /** Absent where no Alertmanager is asked, or none was yet. */
  readonly alertmanagerUp?: boolean;
}

/** Somebody's word that a feature is going to drift. */
export interface ExpectationRequest {
  readonly model: string;
  readonly feature: string;
  /** Undefined, or in the past, to end an expectation. */
  readonly until: Date | undefined;
  readonly comment: string;
  readonly actor: string;
}

/** Hears of alerts, keeps what became of them, and lets people take them on or say that they are expected. */
export class AlertHistory {
  readonly #observer: AlertObserver;
  readonly #spool: Spool;
  readonly #recorder: Recorder;
  readonly #stop = new AbortController();
  #config: Config;
  #store: Store | undefined;
  #poller: Poller | undefined;
  #loop: Promise<void> = Promise.resolve();
  #read: Omit<AlertSnapshot, 'waiting' | 'alertmanagerUp'> = { expectations: [] };

  /** @param absences what tells that an alert is gone from Alertmanager */
  constructor(
    config: Config,
    observer: AlertObserver,
    readonly absences = () => new Absences(),
  ) {
    this.#config = config;
    this.#observer = observer;
    this.#spool = new Spool(spoolFolder(config));
    this.#recorder = new Recorder(this.#spool, observer);
  }

  /** Takes up what an earlier process has left, and begins to ask Alertmanager; the store may come later. */
  async start(): Promise<void> {
    await this.#spool.recover().catch((error: unknown) => this.#warn(error));
    this.#startPoller();
  }

  /** From now on there is a store. */
  async attach(store: Store): Promise<void> {
    this.#store = store;
    this.#recorder.attach(store);
    const { signal } = this.#stop;
    const first = this.#turn(signal);
    this.#loop = first.then(() => this.#run(signal));
    await first;
  }

  /** Goes on under another configuration. */
  async reconfigure(config: Config): Promise<void> {
    this.#config = config;
    await this.#poller?.stop();
    this.#startPoller();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await Promise.all([this.#poller?.stop(), this.#loop]);
    await this.#spool.close();
  }

  snapshot(): AlertSnapshot {
    const up = this.#poller?.up;
    return {
      ...this.#read,
      waiting: this.#recorder.waiting,
      ...(up === undefined ? {} : { alertmanagerUp: up }),
    };
  }

  /** Takes a webhook of Alertmanager. @throws DriftError `spool_unwritable`; Alertmanager then sends it again */
  async receive(message: WebhookMessage): Promise<number> {
    const { batch, unreadable } = webhookBatch(message, Date.now());
    if (unreadable > 0) this.#observer.warning(`${unreadable} alerts of a webhook cannot be read`);
    if (message.truncatedAlerts > 0) {
      this.#observer.warning(
        `a webhook leaves out ${message.truncatedAlerts} alerts: take max_alerts out of its receiver`,
      );
    }
    await this.#recorder.record(batch);
    return batch.observations.length;
  }

  /** Newest first, without events. */
  list(query: AlertQuery): Promise<readonly KeptAlert[]> {
    return this.#opened().alerts.list(query);
  }

  /** Every alert of a fingerprint with its events, newest first. */
  episodes(fingerprint: string): Promise<readonly KeptAlert[]> {
    return this.#opened().alerts.episodes(fingerprint);
  }

  /** Expectations that hold now. */
  expectations(): Promise<readonly KeptExpectation[]> {
    return this.#opened().expectations.active(Date.now());
  }

  /** Somebody takes an alert on. @throws DriftError `alert_unknown`, or `request_invalid` where it is over */
  async acknowledge(fingerprint: string, actor: string, comment: string): Promise<void> {
    const at = Date.now();
    const key = `acknowledged ${randomUUID()}`;
    await this.#opened().alerts.amend([{ fingerprint, from: Number.MAX_SAFE_INTEGER }], (known) => {
      const alert = known.at(-1);
      const last = alert?.sightings.at(-1);
      if (alert === undefined || last === undefined) {
        throw new DriftError('alert_unknown', `unknown alert ${JSON.stringify(fingerprint)}`);
      }
      if (alert.resolvedAt !== undefined) {
        const end = new Date(alert.resolvedAt).toISOString();
        throw new DriftError('request_invalid', `the alert is over since ${end}`);
      }
      const detail = comment === '' ? {} : { detail: comment };
      const events = [{ key, at, event: 'acknowledged' as const, actor, ...detail }];
      const batch: Batch = { observations: [{ fingerprint, sighting: { start: last.start }, events }] };
      const subject = {
        alert: alert.name,
        fingerprint,
        ...(alert.model === undefined ? {} : { model: alert.model }),
        ...(alert.feature === undefined ? {} : { feature: alert.feature }),
      };
      const audit: AuditEvent = {
        at: new Date(at),
        actor,
        action: 'alert_acknowledged',
        subject,
        detail: comment === '' ? {} : { comment },
      };
      return { ...applyBatch(known, batch, undefined), audit: [audit] };
    });
    this.#observer.audited('alert_acknowledged');
  }

  /**
   * Mutes a feature until a date, or ends that. Replicas hear of it within a minute.
   * @throws DriftError `request_invalid` for more than a year ahead, or where there is no comment
   */
  async expect({ model, feature, until, comment, actor }: ExpectationRequest): Promise<void> {
    const at = Date.now();
    const store = this.#opened();
    if (until === undefined || until.getTime() <= at) {
      const ended = await store.expectations.end({ model, feature, comment, actor, at });
      if (ended) this.#observer.audited('expectation_ended');
    } else {
      if (until.getTime() > at + LONGEST_EXPECTATION) {
        throw new DriftError('request_invalid', 'until: expected at most a year ahead');
      }
      if (comment.trim() === '') throw new DriftError('request_invalid', 'comment: missing, say why');
      const expectation = { model, feature, until: until.getTime(), comment, actor, at };
      const id = await store.expectations.set(expectation);
      this.#observer.audited('feature_expected');
      await this.#recorder.record(await this.#expectedAlerts(store, id, expectation));
    }
    await this.#refresh(store);
  }

  /** Tells the open alerts of a feature that somebody has expected it. */
  async #expectedAlerts(
    store: Store,
    id: number,
    { model, feature, until, comment, actor, at }: Omit<KeptExpectation, 'id'>,
  ): Promise<Batch> {
    const open = await store.alerts.open();
    const detail = `until ${new Date(until).toISOString()}: ${comment}`;
    return {
      observations: open
        .filter((alert) => alert.model === model && alert.feature === feature)
        .map(({ fingerprint, startsAt, sightings }) => ({
          fingerprint,
          sighting: { start: sightings.at(-1)?.start ?? startsAt },
          events: [{ key: `expected ${id}`, at, event: 'expected', actor, detail }],
        })),
    };
  }

  #startPoller(): void {
    const { alerting } = this.#config;
    this.#poller = undefined;
    if (alerting.alertmanager_url === undefined) return;
    const surroundings = {
      open: async () => this.#opened().alerts.open(),
      record: (batch: Batch) => this.#recorder.record(batch),
      warning: (message: string) => this.#observer.warning(message),
    };
    this.#poller = new Poller(alerting, surroundings, this.absences());
    this.#poller.start();
  }

  async #run(signal: AbortSignal): Promise<void> {
    for (;;) {
      await delay(REFRESH_EVERY, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      await this.#turn(signal);
    }
  }

  async #turn(signal: AbortSignal): Promise<void> {
    try {
      await this.#recorder.replay(signal);
      await this.#refresh(this.#opened());
    } catch (error) {
      // a store that is down has said so elsewhere
      if (!(error instanceof DriftError) || error.code !== 'store_unreachable') this.#warn(error);
    }
  }

  async #refresh(store: Store): Promise<void> {
    const now = Date.now();
    this.#read = {
      totals: await store.alerts.totals(),
      flapping: await store.alerts.flapping(FLAPPING, now - DAY),
      expectations: await store.expectations.active(now),
    };
  }

  #warn(error: unknown): void {
    this.#observer.warning(error instanceof Error ? error.message : String(error));
  }

  #opened(): Store {
    if (this.#store === undefined) throw new DriftError('store_unreachable', 'the store is not open yet');
    return this.#store;
  }
}

/** Beside the results, or where they would be if they were not in PostgreSQL. */
function spoolFolder({ folder, store }: Config): string {
  return store.spool ?? join(store.path ?? resolve(folder, '.drift-exporter'), 'spool');
}
