import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { duckdbError } from './duckdbErrors.js';
import { place, type DuckDBRelations } from './duckdbQuery.js';
import { asDouble, scanDoubles } from './duckdbScan.js';
import { spillSample } from './duckdbSpill.js';
import { valueOf } from './sql.js';
import { SharedBuffers } from './samples/sharedBuffers.js';
import type { Sample } from './samples/orderedBlocks.js';
import type { WorkerPool } from './samples/workerPool.js';
import type { Feature, Selection } from './source.js';

/** Columns that one query reads: enough to keep the reader busy, few enough to let sorting begin early. */
const COLUMNS_A_QUERY = 8;

/** Rows beyond which a feature's values go to a temporary file, and values that are sorted at once on the way. */
const MOST_IN_MEMORY = 1 << 24;
const RUN_LENGTH = 1 << 22;
/** Bytes of temporary files that are kept for the next step. */
const DISK_BUDGET = 4 * 1024 ** 3;

type Place = 'memory' | 'disk';

export interface SampleOptions {
  /** Bytes of ordered columns in memory that are kept. */
  readonly budget: number;
  /** Where temporary files go. */
  readonly folder: string;
  /** Rows that a sample in memory has at most. */
  readonly mostInMemory?: number;
  readonly runLength?: number;
}

/** Samples that stay until they are released. */
export interface HeldSamples {
  /** One a feature, in the features' order. */
  readonly samples: readonly Promise<Sample>[];
  release(): void;
}

interface Kept {
  readonly sample: Promise<Sample>;
  readonly place: Place;
  readonly bytes: number;
  holders: number;
}

/**
 * Numeric features as ordered arrays in shared memory or, where they have many rows, as ordered runs in temporary files.
 * Counting, describing and comparing all start from them, so those that nobody holds are kept within a budget.
 */
export class DuckDBSamples {
  readonly #kept = new Map<string, Kept>();
  readonly #buffers = new SharedBuffers();
  readonly #bytes: Record<Place, number> = { memory: 0, disk: 0 };
  readonly #budget: Readonly<Record<Place, number>>;
  #files = 0;

  constructor(
    readonly relations: DuckDBRelations,
    readonly pool: WorkerPool,
    readonly options: SampleOptions,
  ) {
    this.#budget = { memory: options.budget, disk: DISK_BUDGET };
  }

  /** Reads and orders what is not there yet, a few columns at a time. */
  async hold(selection: Selection, features: readonly Feature[]): Promise<HeldSamples> {
    const keys = features.map((feature) => this.#keyOf(selection, feature));
    const held = keys.flatMap((key) => this.#kept.get(key) ?? []);
    for (const kept of held) kept.holders++;
    try {
      const missing = features.filter((_, index) => !this.#kept.has(keys[index] as string));
      const rows = missing.length === 0 ? 0 : await this.rowCount(selection);
      if (rows > (this.options.mostInMemory ?? MOST_IN_MEMORY)) {
        for (const feature of missing) held.push(await this.#spill(selection, feature));
      } else {
        for (let start = 0; start < missing.length; start += COLUMNS_A_QUERY) {
          held.push(...(await this.#load(selection, missing.slice(start, start + COLUMNS_A_QUERY), rows)));
        }
      }
    } catch (error) {
      this.#release(held);
      throw error;
    }
    return {
      samples: keys.map((key) => (this.#kept.get(key) as Kept).sample),
      release: () => this.#release(held),
    };
  }

  async rowCount(selection: Selection): Promise<number> {
    const rows = await this.relations.rows(selection);
    const [row] = await this.relations.query(`SELECT count(*) FROM ${rows}`, selection.relation);
    return Number(row?.[0] ?? 0);
  }

  async #load(selection: Selection, features: readonly Feature[], rows: number): Promise<Kept[]> {
    const columns = features.map(() => this.#buffers.take(rows));
    try {
      await this.#read(selection, features, columns);
    } catch (error) {
      for (const column of columns) this.#buffers.give(column);
      throw duckdbError(error, place(selection.relation));
    }
    return features.map((feature, index) => {
      const column = columns[index] as Float64Array;
      return this.#keep(selection, feature, 'memory', column.byteLength, this.pool.run('sort', column));
    });
  }

  async #spill(selection: Selection, feature: Feature): Promise<Kept> {
    const { folder, runLength = RUN_LENGTH } = this.options;
    const path = join(folder, `sample ${this.#files++}`);
    const { relations, pool } = this;
    const sample = await spillSample({ relations, pool, buffers: this.#buffers }, selection, feature, {
      path,
      runLength,
    }).catch((error: unknown) => {
      throw duckdbError(error, { ...place(selection.relation), feature: feature.name });
    });
    return this.#keep(selection, feature, 'disk', sample.rows * 8, Promise.resolve(sample));
  }

  #keep(selection: Selection, feature: Feature, at: Place, bytes: number, sample: Promise<Sample>): Kept {
    const kept = { sample, place: at, bytes, holders: 1 };
    const key = this.#keyOf(selection, feature);
    this.#kept.set(key, kept);
    this.#bytes[at] += bytes;
    sample.catch(() => this.#kept.delete(key));
    return kept;
  }

  async #read(
    selection: Selection,
    features: readonly Feature[],
    columns: readonly Float64Array[],
  ): Promise<void> {
    const items = features.map((feature) => asDouble(valueOf(feature)));
    const sql = `SELECT ${items.join(', ')} FROM ${await this.relations.rows(selection)}`;
    let offset = 0;
    await this.relations.exclusive((connection) =>
      scanDoubles(connection, sql, (chunk, count) => {
        columns.forEach((column, index) => column.set(chunk[index] as Float64Array, offset));
        offset += count;
      }),
    );
  }

  #release(held: readonly Kept[]): void {
    for (const kept of held) kept.holders--;
    for (const [key, kept] of this.#kept) {
      if (kept.holders > 0 || this.#bytes[kept.place] <= this.#budget[kept.place]) continue;
      this.#kept.delete(key);
      this.#bytes[kept.place] -= kept.bytes;
      void kept.sample.then(
        (sample) => {
          if ('values' in sample) this.#buffers.give(sample.values);
          else rmSync(sample.path, { force: true });
        },
        () => undefined,
      );
    }
  }

  /** A sample is of the rows that were there when it was taken. */
  #keyOf(selection: Selection, feature: Feature): string {
    const generation = this.relations.generation(selection.relation);
    return JSON.stringify([selection, feature.name, feature.expression, generation]);
  }
}
