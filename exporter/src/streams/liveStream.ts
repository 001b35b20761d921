import { createHash } from 'node:crypto';
import type { OutcomePlan } from '../check/beyond/outcomePlan.js';
import { DriftError } from '../errors.js';
import type { Reference } from '../profile/reference.js';
import { RowCounter, type CountedRows } from './countRows.js';
import { DeltaLog } from './deltaLog.js';
import { HeldCounts, type Delta } from './heldCounts.js';
import { KnownKeys, type KeptKey } from './knownKeys.js';
import { layoutOf } from './layout.js';
import { OpenBuckets, type ClosingRules } from './openBuckets.js';
import { readRows, type RowFormat } from './readRows.js';
import { decodeRecord, encodeRecord } from './records.js';
import type { Taken } from './taken.js';

/** A request as it came. */
export interface Posted {
  readonly bytes: Uint8Array;
  readonly format: RowFormat;
  readonly key?: string | undefined;
}

/** How rows are taken. */
export interface TakingRules extends ClosingRules {
  readonly timestampColumn?: string | undefined;
  /** Rows of one request. */
  readonly mostRows: number;
}

/** Clocks may differ by so much before a row counts as one of the future. */
export const CLOCK_SKEW = 300_000;
/** Bytes of counts that may wait for the store. */
const MOST_HELD = 256 * 1024 * 1024;

/** Bytes. */
export interface StreamSizes {
  /** Of counts that wait for the store, in memory. */
  readonly held: number;
  /** Of the file that keeps them. */
  readonly log: number;
}

interface Current {
  readonly counter: RowCounter;
  readonly held: HeldCounts;
  readonly rules: TakingRules;
  /** What came before this is counted as if it had come then. */
  from: number;
}

/**
 * The rows of one model that are sent to us: counted as they come, kept on the disk before they are acknowledged, and held
 * until the store has their buckets for good. No row is kept, in memory or on the disk; of labelled ones their errors are.
 */
export class LiveStream {
  /** By version of the reference. */
  readonly #held = new Map<string, HeldCounts>();
  readonly #keys = new KnownKeys();
  #current: Current | undefined;
  #log: DeltaLog | undefined;
  #opening: Promise<void> | undefined;
  readonly #open = new OpenBuckets();

  constructor(
    readonly model: string,
    readonly folder: string,
    readonly warn: (message: string) => void,
  ) {}

  /** Reads what an earlier process has left. @throws DriftError `stream_unwritable` */
  open(): Promise<void> {
    this.#opening ??= this.#read().catch((error: unknown) => {
      this.#opening = undefined;
      throw error;
    });
    return this.#opening;
  }

  /** Tells the log of this stream from others of the same writer; undefined before it is open. */
  get log(): string | undefined {
    return this.#log?.id;
  }

  get sizes(): StreamSizes {
    const held = [...this.#held.values()].reduce((sum, { bytes }) => sum + bytes, 0);
    return { held, log: this.#log?.size ?? 0 };
  }

  /** Versions of the reference that rows are held of, other than the one in use. */
  get before(): string[] {
    return [...this.#held.keys()].filter((version) => version !== this.#current?.held.layout.version);
  }

  /**
   * From now on rows are counted in the cells of this reference.
   * @param closedUntil what the store has for good
   * @param fed where change detectors have been fed the errors of rows to; where closedUntil is if absent
   * @param outcome how their labels and predictions are read; what came before is as it was read then
   * @throws DriftError `config_invalid` where rows are held in buckets of another length
   */
  use(
    reference: Reference,
    rules: TakingRules,
    closedUntil: number | undefined,
    outcome?: OutcomePlan,
    fed?: number,
  ): void {
    const { version, features } = reference;
    const layout = layoutOf(reference, rules.bucket, outcome);
    const held = (this.#held.get(version) ?? new HeldCounts(layout)).withRoomFor(layout);
    if (closedUntil !== undefined) held.drop(closedUntil, fed);
    const other = [...this.#held.values()].find(
      ({ layout, starts }) => layout.bucket !== rules.bucket && starts.length > 0,
    );
    if (other !== undefined) {
      throw new DriftError(
        'config_invalid',
        `model ${this.model} holds rows in buckets of ${other.layout.bucket / 1000} s that are still open; its bucket cannot change before they are closed`,
      );
    }
    this.#held.set(version, held);
    const from = closedUntil ?? -Infinity;
    this.#current = { counter: new RowCounter(layout, features, outcome), held, rules, from };
    // a version that was in use before had its buckets closed before their time
    this.#open.close(rules, from);
  }

  /**
   * Counts a request's rows. Resolves once they are on the disk.
   * @throws DriftError `request_invalid`, `rows_too_many`, `key_reused`, `stream_not_ready`, `stream_busy`, `stream_unwritable`
   */
  async take(posted: Posted): Promise<Taken & { readonly replayed: boolean }> {
    const now = Date.now();
    const { key, bytes } = posted;
    if (key === undefined) return { ...(await this.#take(posted, now)), replayed: false };
    const hash = createHash('sha256').update(bytes).digest('base64');
    const known = this.#keys.find(key, now);
    if (known === undefined) {
      const outcome = this.#take(posted, now, hash);
      this.#keys.add(key, hash, now, outcome);
      return { ...(await outcome), replayed: false };
    }
    if (known.hash !== hash) {
      throw new DriftError(
        'key_reused',
        'another body came under this Idempotency-Key before; each request needs its own',
      );
    }
    return { ...(await known.outcome), replayed: true };
  }

  /**
   * The time of the oldest and newest rows that are held under a version, in buckets from `from` on. Buckets that close by them
   * take no more rows, and all that was taken is counted.
   */
  async range(
    version: string,
    from: number,
    limit: number,
  ): Promise<{ oldest: number; newest: number } | undefined> {
    const held = this.#held.get(version);
    if (held === undefined) return undefined;
    const current = held === this.#current?.held ? this.#current : undefined;
    const goesOn =
      current !== undefined && Number.isFinite(this.#open.elsewhere) && this.#open.elsewhere >= from;
    const known = held.starts.filter((start) => start >= from);
    // what is being written now is looked at the next time, but for late rows of buckets that close now
    if (known.length === 0 && !goesOn) return undefined;
    // a bucket may begin after the newest row where rows count in the next one
    const newest = Math.min(limit, Math.max(this.newest(version), ...known));
    const first = Math.min(newest, ...known);
    if (current !== undefined) {
      this.#open.close(current.rules);
      const { bucket } = current.rules;
      // counting begins there: what is older, and comes later, counts there, too
      if (from === -Infinity) current.from = Math.max(current.from, Math.floor(first / bucket) * bucket);
    }
    await this.#log?.flush();
    return { oldest: Math.min(first, ...held.starts.filter((start) => start >= from)), newest };
  }

  /**
   * Called before each check with the time of the newest row that others surely have. A writer that got no rows since the
   * last check goes on with them: its buckets close by theirs.
   */
  follow(elsewhere: number): void {
    this.#open.follow(elsewhere);
  }

  /** The time of the newest row under a version, wherever it came to. */
  newest(version: string): number {
    const held = this.#held.get(version);
    const own = held?.newest ?? -Infinity;
    return held === this.#current?.held ? Math.max(own, this.#open.elsewhere) : own;
  }

  held(version: string): HeldCounts | undefined {
    return this.#held.get(version);
  }

  /** The store has the buckets before a time for good, and change detectors have had their rows' errors. */
  release(version: string, until: number): void {
    const held = this.#held.get(version);
    held?.drop(until);
    if (held !== undefined && held.starts.length === 0 && held !== this.#current?.held)
      this.#held.delete(version);
  }

  async close(): Promise<void> {
    await this.#opening?.catch(() => undefined);
    await this.#log?.close();
    this.#log = undefined;
  }

  /** All up to the first `await` happens at once, so that a bucket cannot close in between. */
  async #take(posted: Posted, now: number, hash?: string): Promise<Taken> {
    const [current, log] = [this.#current, this.#log];
    if (current === undefined || log === undefined) {
      throw new DriftError(
        'stream_not_ready',
        `model ${this.model} takes no rows yet: it has no reference so far, or its last check says why; try again`,
      );
    }
    const { version } = current.held.layout;
    const { delta, ...told } = this.#count(posted, current, now);
    const taken: Taken = { ...told, version };
    const { key } = posted;
    const kept: KeptKey[] = key === undefined || hash === undefined ? [] : [{ key, hash, at: now, taken }];
    if (delta === undefined && kept.length === 0) return taken;
    await log.append(encodeRecord({ keys: kept, delta }), () => this.#add(kept, delta));
    return taken;
  }

  #count({ bytes, format }: Posted, { counter, held, rules, from }: Current, now: number): CountedRows {
    const rows = readRows(bytes, format);
    if (rows.length > rules.mostRows) {
      throw new DriftError(
        'rows_too_many',
        `${rows.length} rows in one request; send at most ${rules.mostRows} (monitoring.batch_size)`,
      );
    }
    this.#open.close(rules);
    const latest = rules.limit().getTime() + CLOCK_SKEW;
    const counted = counter.count(rows, {
      column: rules.timestampColumn,
      now,
      open: this.#open.from,
      from,
      latest,
    });
    const added = counted.delta?.buckets.size ?? 0;
    if (held.bytes + added * held.bytesABucket > MOST_HELD && added > 0) {
      throw new DriftError(
        'stream_busy',
        `${held.starts.length} buckets of model ${this.model} wait for the store; try again`,
      );
    }
    return counted;
  }

  #add(keys: readonly KeptKey[], delta: Delta | undefined): void {
    for (const key of keys) this.#keys.keep(key);
    if (delta === undefined) return;
    const { version } = delta.layout;
    let held = this.#held.get(version) ?? new HeldCounts(delta.layout);
    // one that is in use has room for what is counted by now
    if (held !== this.#current?.held) held = held.withRoomFor(delta.layout);
    this.#held.set(version, held);
    held.add(delta);
    this.#open.counted(delta.newest);
  }

  async #read(): Promise<void> {
    const read = (payload: Buffer): void => {
      const { keys, delta } = decodeRecord(payload);
      this.#add(keys, delta);
    };
    this.#log = await DeltaLog.open(this.folder, { read, snapshot: () => this.#snapshot(), warn: this.warn });
  }

  /** All that is held, in as few payloads as can be. */
  #snapshot(): Buffer[] {
    const held = [...this.#held.values()];
    return [
      ...held
        .filter(({ isEmpty }) => !isEmpty)
        .map((counts) => encodeRecord({ keys: [], delta: counts.whole() })),
      encodeRecord({ keys: this.#keys.kept(Date.now()) }),
    ];
  }
}
