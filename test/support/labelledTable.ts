import pg from 'pg';
import { loadConfiguration } from '../../exporter/src/cli/configuration.js';
import type { ModelConfig } from '../../exporter/src/config/schema.js';
import { ModelMonitor } from '../../exporter/src/monitor/modelMonitor.js';
import type { Observer } from '../../exporter/src/monitor/observer.js';
import type { ModelState } from '../../exporter/src/monitor/state.js';
import { openStore, type Store } from '../../exporter/src/store/store.js';
import type { LiveStream } from '../../exporter/src/streams/liveStream.js';
import { createTestDatabase, type TestDatabase } from '../services/postgresDatabase.js';
import type { DataFolder } from './dataFolder.js';
import { monitorConfig } from './monitorConfig.js';

export const HOUR = 3_600_000;
/** Of the rows of the reference, which take ten days; those of production follow. */
export const LABELS_START = Date.UTC(2026, 0, 5);
export const PRODUCTION = LABELS_START + 10 * 24 * HOUR;

/** Rows an hour. */
export const ROWS = 20;

/** A table of scored rows, whose labels come as a test says, in a database of its own. */
export class LabelledTable {
  readonly #pool: pg.Pool;

  private constructor(
    readonly database: TestDatabase,
    readonly folder: DataFolder,
  ) {
    this.#pool = new pg.Pool({ connectionString: database.url, max: 1 });
    this.#pool.on('error', () => undefined);
  }

  static async create(folder: DataFolder): Promise<LabelledTable> {
    const table = new LabelledTable(await createTestDatabase(), folder);
    await table.run(
      'CREATE TABLE loans (id int, at timestamptz, income float8, score float8, defaulted int)',
    );
    await table.run('CREATE INDEX ON loans (at)');
    await table.fill(0, 240);
    await table.label('true');
    await table.run('CREATE TABLE loans_reference AS SELECT * FROM loans');
    await table.run('DELETE FROM loans');
    return table;
  }

  async run<Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.#pool.query<Row>(sql, [...values])).rows;
  }

  /** Adds rows without labels, in hours [from, to) since the start. */
  async fill(from: number, to: number): Promise<void> {
    await this.run(
      `INSERT INTO loans SELECT n, to_timestamp($1::float8 / 1000 + n * ${3600 / ROWS}.0),
         (n * 7919) % 997, ((n * 31) % 100 + .5) / 100, NULL
       FROM generate_series(${from * ROWS}, ${to * ROWS - 1}) AS n`,
      [LABELS_START],
    );
  }

  /** Gives rows the label that their score tells, at random but always alike. @param rows a condition of SQL */
  async label(rows: string, label = '(((id * 7561) % 101 + .5) / 101 < score)::int'): Promise<void> {
    await this.run(`UPDATE loans SET defaulted = ${label} WHERE ${rows}`);
  }

  /** A model on this table, with a store in a database of its own or, where asked for, of a folder. */
  async model(store: TestDatabase, more: Readonly<Record<string, unknown>> = {}): Promise<WatchedModel> {
    const path = monitorConfig(this.folder, new URL(store.url).pathname.slice(1), {
      warehouse: this.database.url,
      store: { url: store.url },
      monitoring: { lookback_window: '14d' },
      models: [
        {
          name: 'loans',
          source: 'warehouse',
          table: 'loans',
          timestamp_column: 'at',
          features: ['income', 'score'],
          reference: { table: 'loans_reference' },
          bucket: '1h',
          lateness: '1h',
          windows: ['1d', '2d'],
          task: 'classification',
          prediction_column: 'score',
          label_column: 'defaulted',
          label_delay: '6d',
          ...more,
        },
      ],
    });
    const config = await loadConfiguration(path);
    const [model] = config.models as [ModelConfig];
    const monitor = async (stream?: LiveStream): Promise<OpenMonitor> => {
      const opened = await openStore(config.store);
      const counted: number[] = [];
      const warnings: string[] = [];
      const observer: Observer = {
        ...silent,
        checkFinished: (_, { rows }) => counted.push(rows),
        warning: (_, message) => warnings.push(message),
      };
      const own = new ModelMonitor(config, model, opened, observer, 'exporter', undefined, stream);
      return {
        counted,
        warnings,
        store: opened,
        check: async () => {
          await own.check();
          return own.state;
        },
        close: async () => {
          await own.close();
          await opened.close();
        },
      };
    };
    return { monitor };
  }

  async close(): Promise<void> {
    await this.#pool.end();
    await this.database.drop();
  }
}

export interface WatchedModel {
  /** One life of an exporter. @param stream of a model that is sent its rows */
  monitor(stream?: LiveStream): Promise<OpenMonitor>;
}

export interface OpenMonitor {
  /** Rows of each check. */
  readonly counted: readonly number[];
  readonly warnings: readonly string[];
  readonly store: Store;
  check(): Promise<ModelState>;
  close(): Promise<void>;
}

const silent: Observer = {
  checkStarted: () => undefined,
  checkFinished: () => undefined,
  checkFailed: (_, stage, __, error) => {
    throw new Error(`${stage} failed`, { cause: error });
  },
  sourceUp: () => undefined,
  storeUp: () => undefined,
  progress: () => undefined,
  warning: () => undefined,
};
