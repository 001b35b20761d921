import { duckdbError } from './duckdbErrors.js';
import { place, valueOf, type DuckDBRelations } from './duckdbQuery.js';
import { asDouble, scanDoubles } from './duckdbScan.js';
import type { OrderedSample } from './samples/sortSample.js';
import type { WorkerPool } from './samples/workerPool.js';
import type { Feature, Selection } from './source.js';

/** Columns that one query reads: enough to keep the reader busy, few enough to let sorting begin early. */
const COLUMNS_A_QUERY = 4;

/**
 * Numeric features as ordered arrays in shared memory. Counting, describing and comparing all start from them, so
 * the newest are kept up to `budget` bytes.
 */
export class DuckDBSamples {
  readonly #samples = new Map<string, { readonly sample: Promise<OrderedSample>; readonly bytes: number }>();
  #bytes = 0;

  constructor(
    readonly relations: DuckDBRelations,
    readonly pool: WorkerPool,
    readonly budget: number,
  ) {}

  /** One ordered sample a feature, in the features' order. Columns are read together, a few at a time. */
  async load(selection: Selection, features: readonly Feature[]): Promise<Promise<OrderedSample>[]> {
    const missing = features.filter((feature) => !this.#samples.has(keyOf(selection, feature)));
    const rows = missing.length === 0 ? 0 : await this.rowCount(selection);
    const loaded = new Map<Feature, Promise<OrderedSample>>();
    for (let start = 0; start < missing.length; start += COLUMNS_A_QUERY) {
      const group = missing.slice(start, start + COLUMNS_A_QUERY);
      const columns = await this.#read(selection, group, rows);
      group.forEach((feature, index) => {
        const column = columns[index] as Float64Array;
        const sample = this.pool.run('sort', column);
        sample.catch(() => this.#samples.delete(keyOf(selection, feature)));
        loaded.set(feature, sample);
        this.#keep(keyOf(selection, feature), sample, column.byteLength);
      });
    }
    return features.map(
      (feature) =>
        loaded.get(feature) ??
        this.#samples.get(keyOf(selection, feature))?.sample ??
        // dropped to make room for the others of this call
        this.load(selection, [feature]).then(([sample]) => sample as Promise<OrderedSample>),
    );
  }

  async rowCount(selection: Selection): Promise<number> {
    const rows = await this.relations.rows(selection);
    const [row] = await this.relations.query(`SELECT count(*) FROM ${rows}`, selection.relation);
    return Number(row?.[0] ?? 0);
  }

  async #read(selection: Selection, features: readonly Feature[], rows: number): Promise<Float64Array[]> {
    const columns = features.map(() => new Float64Array(new SharedArrayBuffer(rows * 8)));
    const items = features.map((feature) => asDouble(valueOf(feature)));
    const sql = `SELECT ${items.join(', ')} FROM ${await this.relations.rows(selection)}`;
    let offset = 0;
    try {
      await this.relations.exclusive((connection) =>
        scanDoubles(connection, sql, (chunk, count) => {
          columns.forEach((column, index) => column.set(chunk[index] as Float64Array, offset));
          offset += count;
        }),
      );
    } catch (error) {
      throw duckdbError(error, place(selection.relation));
    }
    return columns;
  }

  #keep(key: string, sample: Promise<OrderedSample>, bytes: number): void {
    this.#samples.set(key, { sample, bytes });
    this.#bytes += bytes;
    for (const [oldest, { bytes: freed }] of this.#samples) {
      if (this.#bytes <= this.budget) return;
      this.#samples.delete(oldest);
      this.#bytes -= freed;
    }
  }
}

function keyOf(selection: Selection, feature: Feature): string {
  return JSON.stringify([selection, feature.name, feature.expression]);
}
