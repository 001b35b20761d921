import { setTimeout as delay } from 'node:timers/promises';
import type { KeptAlert } from '../store/alertRecords.js';
import { Absences } from './absences.js';
import { askAlertmanager, type AlertmanagerSettings } from './alertmanager.js';
import { lookAt, type Seen } from './lookAt.js';
import type { Batch } from './observation.js';

export interface PollerSettings extends AlertmanagerSettings {
  /** Milliseconds between two looks. */
  readonly poll_frequency: number;
}

/** What the poller works with. */
export interface PollerSurroundings {
  /** Alerts that the store takes for open. @throws where it cannot be asked */
  open(): Promise<readonly KeptAlert[]>;
  record(batch: Batch): Promise<void>;
  warning(message: string): void;
}

/** Looks at Alertmanager again and again, and records what no webhook tells. */
export class Poller {
  readonly #surroundings: PollerSurroundings;
  readonly #absences: Absences;
  readonly #stop = new AbortController();
  readonly #settings: PollerSettings;
  #seen: Seen = new Map();
  #loop: Promise<void> = Promise.resolve();
  #up: boolean | undefined;
  #complaint = '';

  constructor(settings: PollerSettings, surroundings: PollerSurroundings, absences = new Absences()) {
    this.#settings = settings;
    this.#surroundings = surroundings;
    this.#absences = absences;
  }

  /** Whether Alertmanager answered when last asked; undefined before. */
  get up(): boolean | undefined {
    return this.#up;
  }

  start(): void {
    this.#loop = this.#run(this.#stop.signal);
  }

  /** Ends the looks, and the one under way. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#loop;
  }

  /** Looks once. Whatever goes wrong is warned of, once, and seen again the next time. */
  async look(): Promise<void> {
    const { signal } = this.#stop;
    try {
      const view = await askAlertmanager(this.#settings, signal);
      this.#up = true;
      const open = await this.#surroundings.open().catch(() => undefined);
      const { observations, seen } = lookAt(view, this.#seen, open);
      const present = new Set(view.alerts.map(({ fingerprint }) => fingerprint));
      const over =
        open === undefined ? [] : this.#absences.observe(open, present, view.at, performance.now());
      await this.#surroundings.record({ observations: [...observations, ...over] });
      this.#seen = seen;
      this.#complain(
        view.unreadable === 0 ? '' : `${view.unreadable} entries of Alertmanager's answer cannot be read`,
      );
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof Error && 'code' in error && error.code === 'alertmanager_failed') {
        this.#up = false;
        this.#absences.failed();
      }
      this.#complain(error instanceof Error ? error.message : String(error));
    }
  }

  async #run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.look();
      await delay(this.#settings.poll_frequency, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Says what is wrong once, however long it lasts. */
  #complain(complaint: string): void {
    if (complaint !== '' && complaint !== this.#complaint) this.#surroundings.warning(complaint);
    this.#complaint = complaint;
  }
}
