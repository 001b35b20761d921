import { duckdbError } from './duckdbErrors.js';
import { countCategories } from './duckdbCategories.js';
import { countGrouped } from './duckdbGrouped.js';
import { openDuckDB } from './duckdbInstance.js';
import { duckdbMoments } from './duckdbMoments.js';
import { DuckDBRelations } from './duckdbQuery.js';
import { duckdbRowSample } from './duckdbRowSample.js';
import { readSequence } from './duckdbSequence.js';
import { DuckDBSamples } from './duckdbSamples.js';
import { DEFAULT_THREADS } from './duckdbScan.js';
import { duckdb } from './duckdbType.js';
import type { MomentRequest, MomentSums } from './moments.js';
import type { RowSample, SampleRequest } from './rowSample.js';
import { valueOf } from './sql.js';
import type { NumericRequest } from './samples/groupedCounts.js';
import type { Sample } from './samples/orderedBlocks.js';
import { WorkerPool } from './samples/workerPool.js';
import type {
  CategorySummary,
  CellCounts,
  Column,
  CountRequest,
  ExactDistances,
  Feature,
  OnAnswer,
  OnValues,
  Relation,
  Selection,
  Source,
  Summary,
} from './source.js';
import { MAX_CATEGORIES } from './source.js';

export interface DuckDBOptions {
  readonly name: string;
  /** Threads of DuckDB, and workers that sort. @default the machine's cores */
  readonly threads?: number;
  /** What DuckDB itself may use before it spills to a temporary folder. @default "512MB" */
  readonly memoryLimit?: string;
  /** Bytes of ordered columns that are kept. @default 384 MiB */
  readonly sampleBudget?: number;
  /** Rows beyond which a feature's values are ordered in a temporary file. @default 16 Mi */
  readonly mostInMemory?: number;
  readonly onAnswer?: OnAnswer | undefined;
}

const SAMPLE_BUDGET = 384 * 1024 * 1024;

/** Files, counted in our own process: CSV, Parquet and NDJSON, and queries over them. */
export async function createDuckDBSource(options: DuckDBOptions): Promise<Source> {
  const { name, threads = DEFAULT_THREADS, memoryLimit = '512MB' } = options;
  const { sampleBudget = SAMPLE_BUDGET, mostInMemory } = options;
  // the order of rows means nothing to a count
  const database = await openDuckDB({ threads, memoryLimit, ordered: false });
  // a file of many columns is read by many queries, and its footer is long; a file that has changed is read anew
  await database.use((connection) => connection.run('SET parquet_metadata_cache = true'));
  const relations = new DuckDBRelations(database, options.onAnswer);
  const pool = new WorkerPool(threads);
  const close = async (): Promise<void> => {
    await pool.close();
    await database.close();
  };
  const samples = new DuckDBSamples(relations, pool, {
    budget: sampleBudget,
    folder: database.folder,
    ...(mostInMemory === undefined ? {} : { mostInMemory, runLength: Math.ceil(mostInMemory / 4) }),
  });
  return new DuckDBSource(name, relations, samples, pool, close);
}

class DuckDBSource implements Source {
  readonly capabilities = duckdb.capabilities;
  readonly batchValues = SAMPLE_BUDGET / 8 / 2;

  constructor(
    readonly name: string,
    readonly relations: DuckDBRelations,
    readonly samples: DuckDBSamples,
    readonly pool: WorkerPool,
    readonly close: () => Promise<void>,
  ) {}

  columns(relation: Relation): Promise<Column[]> {
    return this.#named(this.relations.columns(relation));
  }

  rowCount(selection: Selection): Promise<number> {
    return this.#named(this.samples.rowCount(selection));
  }

  async timeRange(selection: Selection, now: Date): Promise<{ oldest: Date; watermark: Date } | undefined> {
    const { relation, timestampColumn = '', timestampZone } = selection;
    // a check of a monitor begins here, and sees the same rows until its end
    await this.relations.refresh(relation);
    const instant = await this.relations.instant(relation, timestampColumn, timestampZone);
    const sql = `SELECT epoch_ms(min(${instant})), epoch_ms(max(${instant})) FROM ${await this.relations.rows(selection)}`;
    const [range] = await this.relations.query(sql, relation);
    const [oldest, newest] = range ?? [];
    if (typeof oldest !== 'number' || typeof newest !== 'number') return undefined;
    return { oldest: new Date(oldest), watermark: new Date(Math.min(newest, now.getTime())) };
  }

  async summarise(selection: Selection, features: readonly Feature[]): Promise<Summary[]> {
    const numeric = features.filter(({ kind }) => kind === 'numeric');
    const described = await this.#onSamples(selection, numeric, async (sample, { name: feature }) => ({
      kind: 'numeric' as const,
      feature,
      ...(await this.pool.run('describe', sample)),
    }));
    return this.#named(
      Promise.all(
        features.map(
          (feature) => described[numeric.indexOf(feature)] ?? this.#categories(selection, feature),
        ),
      ),
    );
  }

  async count(request: CountRequest): Promise<CellCounts[]> {
    const { bucket, segments = [], joint = [], selection } = request;
    const numeric = request.features.filter(
      (entry): entry is NumericRequest => entry.cells.kind === 'numeric',
    );
    const categorical = request.features.flatMap(({ feature, cells }) =>
      cells.kind === 'categorical' ? [{ feature, cells }] : [],
    );
    const grouped = bucket !== undefined || segments.length > 0 || joint.length > 0;
    return this.#named(
      Promise.all([
        grouped ? countGrouped(this.relations, request, numeric) : this.#countSamples(selection, numeric),
        ...categorical.map(({ feature, cells }) => countCategories(this.relations, request, feature, cells)),
      ]).then((counted) => counted.flat()),
    );
  }

  moments(request: MomentRequest): Promise<MomentSums[]> {
    return this.#named(duckdbMoments(this.relations, request));
  }

  async exact(
    reference: Selection,
    current: readonly Selection[],
    features: readonly Feature[],
  ): Promise<ExactDistances[][]> {
    const held = await this.#named(this.samples.hold(reference, features));
    try {
      const distances: ExactDistances[][] = [];
      for (const selection of current) {
        distances.push(
          await this.#onSamples(selection, features, async (sample, { name: feature }, index) => ({
            feature,
            ...(await this.pool.run('distances', (await held.samples[index]) as Sample, sample)),
          })),
        );
      }
      return distances;
    } finally {
      held.release();
    }
  }

  sequence(selection: Selection, expression: string, onValues: OnValues): Promise<void> {
    return readSequence(this.relations, selection, expression, onValues);
  }

  sample(request: SampleRequest): Promise<RowSample> {
    return this.#named(duckdbRowSample(this.relations, request));
  }

  async #categories(selection: Selection, feature: Feature): Promise<CategorySummary> {
    const grouped = `SELECT (${valueOf(feature)})::VARCHAR AS value, count(*) AS n FROM ${await this.relations.rows(selection)} GROUP BY 1`;
    const sql = `WITH grouped AS (${grouped}) SELECT value, n, count(value) OVER (), coalesce(sum(n) OVER (), 0)
      FROM grouped ORDER BY value IS NULL DESC, n DESC, value LIMIT ${MAX_CATEGORIES + 1}`;
    const rows = await this.relations.query(sql, selection.relation);
    const missing = rows.find(([value]) => value === null);
    return {
      kind: 'categorical',
      feature: feature.name,
      rows: Number(rows[0]?.[3] ?? 0),
      missing: Number(missing?.[1] ?? 0),
      distinctCount: Number(rows[0]?.[2] ?? 0),
      categories: rows
        .filter((row) => row !== missing)
        .slice(0, MAX_CATEGORIES)
        .map(([value, count]) => ({ name: String(value), count: Number(count) })),
    };
  }

  #countSamples(selection: Selection, requested: readonly NumericRequest[]): Promise<CellCounts[]> {
    const features = requested.map(({ feature }) => feature);
    return this.#onSamples(selection, features, async (sample, { name: feature }, index) => ({
      feature,
      bucketStart: 0,
      segment: '',
      joint: {},
      ...(await this.pool.run('count', sample, (requested[index] as NumericRequest).cells)),
    }));
  }

  /** Does something with each feature's ordered sample, which may be gone afterwards. */
  async #onSamples<T>(
    selection: Selection,
    features: readonly Feature[],
    work: (sample: Sample, feature: Feature, index: number) => Promise<T>,
  ): Promise<T[]> {
    const held = await this.#named(this.samples.hold(selection, features));
    try {
      return await Promise.all(
        features.map(async (feature, index) => work((await held.samples[index]) as Sample, feature, index)),
      );
    } finally {
      held.release();
    }
  }

  #named<T>(result: Promise<T>): Promise<T> {
    return result.catch((error: unknown) => {
      throw duckdbError(error, { source: this.name });
    });
  }
}
