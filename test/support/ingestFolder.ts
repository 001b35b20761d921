import { join } from 'node:path';
import pg from 'pg';
import { ingestInputs } from '../../exporter/src/cli/ingesting/ingestInputs.js';
import { loadConfig } from '../../exporter/src/config/load.js';
import type { IngestResult } from '../../exporter/src/ingest/ingestFile.js';
import { ingestModel, type FileOutcome } from '../../exporter/src/ingest/ingestModel.js';
import { openStore, type Store } from '../../exporter/src/store/store.js';
import { createTestDatabase, type TestDatabase } from '../services/postgresDatabase.js';
import { DataFolder, dataFolder } from './dataFolder.js';
import { registries } from './registries.js';

/** How a test's model is ingested: keys of the section `ingest`. */
export type IngestKeys = Readonly<Record<string, unknown>>;

export interface IngestOptions {
  readonly dryRun?: boolean;
  readonly asNew?: boolean;
}

/** A folder and a database of a test file's own: results, and a table per test, are in the database. */
export class IngestPlace {
  #database: TestDatabase | undefined;
  #client: pg.Client | undefined;
  #store: Store | undefined;
  #tables = 0;
  /** Sources beside `database`. */
  readonly sources: Record<string, Readonly<Record<string, unknown>>> = {};

  /** @param batchSize rows of a batch into a table */
  constructor(
    readonly folder: DataFolder,
    readonly batchSize = 10,
  ) {}

  async open(): Promise<void> {
    this.#database = await createTestDatabase();
    this.#client = new pg.Client({ connectionString: this.url });
    await this.#client.connect();
  }

  async close(): Promise<void> {
    await this.#store?.close();
    await this.#client?.end();
    await this.#database?.drop();
  }

  get url(): string {
    return this.#database?.url ?? '';
  }

  async store(): Promise<Store> {
    return (this.#store ??= await openStore((await this.#load('results', {}, {})).store));
  }

  async query<Row>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    const result = await this.#client?.query(sql, [...values]);
    return (result?.rows ?? []) as Row[];
  }

  /** Makes an empty table. @returns its name */
  async table(columns: string): Promise<string> {
    // the user's own schema is that of the results
    const name = `public.rows_${++this.#tables}`;
    await this.query(`CREATE TABLE ${name} (${columns})`);
    return name;
  }

  /** Writes a configuration of one model, whose rows go to a table, or to the folder `out`. @returns the folder of it */
  configure(
    name: string,
    model: Readonly<Record<string, unknown>>,
    keys: IngestKeys,
    url = this.url,
  ): string {
    const ingest = { ...('table' in keys ? { target: 'database' } : { folder: 'out' }), ...keys };
    const config = {
      monitoring: { batch_size: this.batchSize, check_frequency: '1s' },
      sources: { database: { type: 'postgres', url }, ...this.sources },
      models: [{ name, files: ['out/*.parquet'], ...model, ingest }],
      store: { url: this.url },
    };
    this.folder.write(join(name, 'monitoring_config.yaml'), JSON.stringify(config));
    return join(this.folder.path, name);
  }

  /** Ingests files of the configuration's folder, or its quarantine. */
  async ingest(
    name: string,
    files: readonly string[] | 'quarantine',
    { dryRun = false, asNew = false }: IngestOptions = {},
  ): Promise<{ outcomes: FileOutcome[]; warnings: string[] }> {
    const config = await loadConfig(join(this.folder.path, name), { registries });
    const [model] = config.models;
    if (model === undefined) throw new Error('no model');
    const warnings: string[] = [];
    const paths = files === 'quarantine' ? [] : files.map((file) => join(this.folder.path, name, file));
    const { inputs, unreadable } = await ingestInputs(paths, { maxStdin: 1 });
    const { outcomes } = await ingestModel(
      {
        ...{ config, model, dryRun, asNew, run: String(Math.random()) },
        store: await this.store(),
        onProgress: () => undefined,
        onWarning: (warning) => void warnings.push(warning),
      },
      files === 'quarantine' ? files : inputs,
    );
    return { outcomes: [...unreadable, ...outcomes], warnings };
  }

  /** What became of one file. @throws its error */
  async result(name: string, file: string, options?: IngestOptions): Promise<IngestResult> {
    const { outcomes } = await this.ingest(name, [file], options);
    return resultOf(outcomes);
  }

  async #load(name: string, model: Readonly<Record<string, unknown>>, keys: IngestKeys) {
    return loadConfig(this.configure(name, model, keys), { registries });
  }
}

export function resultOf(outcomes: readonly FileOutcome[]): IngestResult {
  const [only, ...others] = outcomes;
  if (only?.error !== undefined) throw only.error;
  if (only?.result === undefined || others.length > 0) throw new Error(`${outcomes.length} outcomes`);
  return only.result;
}

/** Gives a test file its place. */
export function ingestPlace(): IngestPlace {
  const place = new IngestPlace(dataFolder());
  beforeAll(() => place.open());
  afterAll(() => place.close());
  return place;
}
