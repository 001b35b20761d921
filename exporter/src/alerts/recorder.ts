import pLimit from 'p-limit';
import { DriftError } from '../errors.js';
import type { Store } from '../store/store.js';
import { applyBatch, rangesOf } from './applyBatch.js';
import type { Batch } from './observation.js';
import type { Spool } from './spool.js';

/** A store that hangs is waited for no longer than this before what came goes into the spool, in milliseconds. */
const PATIENCE = 3_000;

/** Told of what people must know. */
export interface RecorderObserver {
  warning(message: string): void;
}

/** With these the store is down, and the same may go well later; any other error is about what was to be written. */
const down: readonly string[] = [
  'store_unreachable',
  'store_unwritable',
  'store_denied',
  'store_locked',
  'store_corrupt',
];

/**
 * Writes batches of observations into the store, or, while that is down, into the spool, from where they follow later.
 * What is written twice is kept once, so neither a crash nor a late answer does harm.
 */
export class Recorder {
  readonly #spool: Spool;
  readonly #observer: RecorderObserver;
  readonly #turn = pLimit(1);
  #store: Store | undefined;

  constructor(spool: Spool, observer: RecorderObserver) {
    this.#spool = spool;
    this.#observer = observer;
  }

  /** From now on there is a store. */
  attach(store: Store): void {
    this.#store = store;
  }

  /** Batches that wait for the store. */
  get waiting(): number {
    return this.#spool.length;
  }

  /**
   * Resolves once the batch is in the store or on the disk; what the store refuses for good is set aside.
   * @throws DriftError `spool_unwritable` where it can be neither; it must then be told again
   */
  record(batch: Batch): Promise<void> {
    if (batch.observations.length === 0 && batch.notification === undefined) return Promise.resolve();
    return this.#turn(async () => {
      const store = this.#store;
      if (store === undefined || this.#spool.length > 0) return this.#spool.add(batch);
      try {
        await inTime(this.#keep(store, batch));
      } catch (error) {
        if (!isDown(error)) throw error;
        this.#observer.warning(`the store cannot take alerts, so they wait: ${messageOf(error)}`);
        await this.#spool.add(batch);
      }
    });
  }

  /** Writes what waits, oldest first, as far as the store takes it. One replay at a time. */
  async replay(signal: AbortSignal): Promise<void> {
    const store = this.#store;
    while (store !== undefined && !signal.aborted) {
      const line = await this.#turn(() => this.#spool.next());
      if (line === undefined) return;
      try {
        // others need not wait for the store: while something is in the spool, what comes is added behind it
        await this.#keep(store, JSON.parse(line.text) as Batch);
      } catch (error) {
        if (isDown(error)) return;
        await this.#setAside(line.text, error);
      }
      await this.#turn(() => line.done());
    }
  }

  /** Of a batch that the store refuses for good, each observation is tried by itself, so that one takes no others with it. */
  async #keep(store: Store, batch: Batch): Promise<void> {
    try {
      await write(store, batch);
    } catch (error) {
      if (isDown(error)) throw error;
      if (batch.observations.length <= 1) return this.#setAside(JSON.stringify(batch), error);
      for (const observation of batch.observations) {
        await this.#keep(store, { ...batch, observations: [observation] });
      }
    }
  }

  async #setAside(text: string, refusal: unknown): Promise<void> {
    this.#observer.warning(
      `events of alerts that the store refuses were set aside in rejected.ndjson: ${messageOf(refusal)}`,
    );
    await this.#spool.setAside(text);
  }
}

function isDown(error: unknown): boolean {
  return error instanceof DriftError && down.includes(error.code);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function write(store: Store, batch: Batch): Promise<void> {
  return store.alerts.amend(
    rangesOf(batch),
    (known, told) => applyBatch(known, batch, told),
    batch.notification,
  );
}

async function inTime(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = () =>
      new DriftError('store_unreachable', `the store gave no answer within ${PATIENCE / 1000} s`);
    timer = setTimeout(() => reject(error()), PATIENCE);
  });
  work.catch(() => undefined);
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
