import { duckdbError } from './duckdbErrors.js';
import { place, type DuckDBRelations } from './duckdbQuery.js';
import { asDouble, scanDoubles } from './duckdbScan.js';
import { valueOf } from './sql.js';
import { SharedBuffers } from './samples/sharedBuffers.js';
import type { OrderedSample } from './samples/sortSample.js';
import type { WorkerPool } from './samples/workerPool.js';
import type { Feature, Selection } from './source.js';

/** Columns that one query reads: enough to keep the reader busy, few enough to let sorting begin early. */
const COLUMNS_A_QUERY = 8;

/** Samples that stay in memory until they are released. */
export interface HeldSamples {
  /** One a feature, in the features' order. */
  readonly samples: readonly Promise<OrderedSample>[];
  release(): void;
}

interface Kept {
  readonly sample: Promise<OrderedSample>;
  readonly bytes: number;
  holders: number;
}

/**
 * Numeric features as ordered arrays in shared memory. Counting, describing and comparing all start from them, so
 * those that nobody holds are kept as long as all together take no more than `budget` bytes.
 */
export class DuckDBSamples {
  readonly #kept = new Map<string, Kept>();
  readonly #buffers = new SharedBuffers();
  #bytes = 0;

  constructor(
    readonly relations: DuckDBRelations,
    readonly pool: WorkerPool,
    readonly budget: number,
  ) {}

  /** Reads and orders what is not there yet, a few columns at a time. */
  async hold(selection: Selection, features: readonly Feature[]): Promise<HeldSamples> {
    const keys = features.map((feature) => keyOf(selection, feature));
    const held = keys.flatMap((key) => this.#kept.get(key) ?? []);
    for (const kept of held) kept.holders++;
    try {
      const missing = features.filter((_, index) => !this.#kept.has(keys[index] as string));
      const rows = missing.length === 0 ? 0 : await this.rowCount(selection);
      for (let start = 0; start < missing.length; start += COLUMNS_A_QUERY) {
        held.push(...(await this.#load(selection, missing.slice(start, start + COLUMNS_A_QUERY), rows)));
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
      const sample = this.pool.run('sort', column);
      const kept = { sample, bytes: column.byteLength, holders: 1 };
      const key = keyOf(selection, feature);
      this.#kept.set(key, kept);
      this.#bytes += kept.bytes;
      sample.catch(() => this.#kept.delete(key));
      return kept;
    });
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
      if (this.#bytes <= this.budget) return;
      if (kept.holders > 0) continue;
      this.#kept.delete(key);
      this.#bytes -= kept.bytes;
      void kept.sample.then(
        ({ values }) => this.#buffers.give(values),
        () => undefined,
      );
    }
  }
}

function keyOf(selection: Selection, feature: Feature): string {
  return JSON.stringify([selection, feature.name, feature.expression]);
}
