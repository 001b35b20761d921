import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { DriftError } from '../../errors.js';
import type { PostgresOptions } from '../../sources/postgres.js';
import { addressOf, connectionOf } from '../../sources/postgresAddress.js';
import { quoteIdentifier } from '../../sources/sql.js';
import type { Batch, CsvColumn } from '../batch.js';
import { quoted } from '../staging/staged.js';
import { COLUMNS_SQL, targetColumn, type PostgresColumn } from './postgresColumns.js';
import { isDataError, targetError } from './postgresTargetErrors.js';
import { LEDGER_SQL, PostgresLedger } from './postgresLedger.js';
import type { BatchWriter, LedgerEntry, Refusal, Target, TargetColumn } from './target.js';

const CONNECTION_TIMEOUT = 10_000;
const GRACE = 5_000;
const LOCK_RETRY = 500;
/** Of one batch: what is refused so often is no matter of single rows. */
const MOST_REFUSALS = 100;
/** Advisory locks share one range with whoever else uses the database. */
const LEDGER_LOCK = 7_405_120_467;

/** A table of PostgreSQL: a batch is one transaction, with its ledger in the schema `drift_ingest` of the same database. */
export class PostgresTarget implements Target {
  readonly place: string;
  readonly #client: pg.Client;
  readonly #deadline: number;
  #ledger: PostgresLedger;
  /** Schema and name, quoted. */
  #relation = '';
  #broken: unknown;

  private constructor(
    readonly options: PostgresOptions,
    readonly table: string,
    readonly batchRows: number,
    readonly model: string,
  ) {
    const connection = connectionOf(options, true);
    const { statementTimeoutMs: timeout = 30_000 } = options;
    this.place = `table ${table} at ${addressOf(connection)}`;
    this.#deadline = timeout + GRACE;
    this.#client = new pg.Client({
      ...connection,
      connectionTimeoutMillis: CONNECTION_TIMEOUT,
      statement_timeout: timeout,
      query_timeout: timeout + GRACE,
      keepAlive: true,
    });
    // what breaks between two statements is told by the next one
    this.#client.on('error', (error) => (this.#broken = error));
    this.#ledger = new PostgresLedger((sql, values) => this.#query(sql, values), '');
  }

  static async open(
    options: PostgresOptions,
    table: string,
    batchRows: number,
    model: string,
  ): Promise<PostgresTarget> {
    const target = new PostgresTarget(options, table, batchRows, model);
    try {
      await target.#guarded(() => target.#client.connect());
      await target.#resolve();
      return target;
    } catch (error) {
      await target.close();
      throw error;
    }
  }

  async columns(): Promise<readonly TargetColumn[]> {
    const rows = await this.#query<PostgresColumn>(COLUMNS_SQL, [this.#relation]);
    return rows.map(targetColumn);
  }

  async lock(onWait: () => void): Promise<void> {
    await this.#makeLedger();
    for (let waits = false; ; waits = true) {
      const [taken] = await this.#query<{ held: boolean }>(
        'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS held',
        [`drift ingest ${this.#ledger.pipeline}`],
      );
      if (taken?.held === true) return;
      if (!waits) onWait();
      await delay(LOCK_RETRY);
    }
  }

  entry(content: string): Promise<LedgerEntry | undefined> {
    return this.#ledger.entry(content);
  }

  latest(file: string): Promise<LedgerEntry | undefined> {
    return this.#ledger.latest(file);
  }

  begin(entry: LedgerEntry, _rows: number, replaced?: string): Promise<void> {
    return this.#transaction(async () => {
      if (replaced !== undefined) await this.#ledger.remove(replaced);
      await this.#ledger.add(entry);
    });
  }

  write(before: LedgerEntry, work: (writer: BatchWriter) => Promise<LedgerEntry>): Promise<LedgerEntry> {
    const writer: BatchWriter = {
      known: (batch, key) => this.#known(batch, key),
      append: async (batch) => {
        const { columns } = batch;
        return this.#copyRows(
          batch,
          [batch.from, batch.to],
          `${this.#relation} (${quoted(columns)})`,
          columns,
        );
      },
    };
    return this.#transaction(async () => {
      const after = await work(writer);
      await this.#ledger.advance(before, after);
      return after;
    });
  }

  async close(): Promise<void> {
    await this.#client.end().catch(() => undefined);
  }

  async #resolve(): Promise<void> {
    const [found] = await this.#query<{ name: string | null }>(
      `SELECT (SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname)
         FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
         WHERE c.oid = coalesce(to_regclass($1), to_regclass($2)) AND c.relkind IN ('r', 'p', 'v', 'f')) AS name`,
      [this.table.split('.').map(quoteIdentifier).join('.'), quoteIdentifier(this.table)],
    );
    if (found?.name === null || found === undefined) {
      throw new DriftError(
        'target_missing',
        `there is no ${this.place}; create it, or check its name and schema`,
        {
          source: this.options.name,
        },
      );
    }
    this.#relation = found.name;
    this.#ledger = new PostgresLedger(
      (sql, values) => this.#query(sql, values),
      `${this.model} → ${found.name}`,
    );
  }

  /** Makes the ledger where it is missing: a role without that right finds one that was made for it. */
  async #makeLedger(): Promise<void> {
    if (await this.#ledger.exists()) return;
    await this.#transaction(async () => {
      await this.#query('SELECT pg_advisory_xact_lock($1)', [LEDGER_LOCK]);
      for (const sql of LEDGER_SQL) await this.#query(sql);
    }).catch((error: unknown) => {
      if (!(error instanceof DriftError) || error.code !== 'target_denied') throw error;
      throw new DriftError(
        'target_denied',
        `the user may not make the ledger of what was ingested, schema drift_ingest at ${this.place}; make it once as the database's owner (docs/INGEST.md)`,
        { source: this.options.name, cause: error },
      );
    });
  }

  async #known(batch: Batch, key: readonly string[]): Promise<number[]> {
    const columns = key.map((name) => ({ name, type: 'VARCHAR' }));
    await this.#query(
      `CREATE TEMP TABLE drift_keys ON COMMIT DROP AS SELECT 0::bigint AS __row, ${quoted(columns)} FROM ${this.#relation} LIMIT 0`,
    );
    const own = [{ name: '__row' }, ...columns];
    // a key that the server refuses is in no row of the table, and its row is refused as it is written
    await this.#copyRows(batch, [batch.from, batch.to], `drift_keys (${quoted(own)})`, own);
    const same = key.map((name) => `t.${quoteIdentifier(name)} = k.${quoteIdentifier(name)}`).join(' AND ');
    const rows = await this.#query<{ row: string }>(
      `SELECT k.__row AS row FROM drift_keys k WHERE EXISTS (SELECT FROM ${this.#relation} t WHERE ${same})`,
    );
    await this.#query('DROP TABLE drift_keys');
    return rows.map(({ row }) => Number(row));
  }

  /** Copies a range of rows; where the server refuses it, its halves, down to the rows that it refuses. */
  async #copyRows(
    batch: Batch,
    range: readonly [number, number],
    into: string,
    columns: readonly CsvColumn[],
    refusals: Refusal[] = [],
  ): Promise<Refusal[]> {
    if ((await batch.count(range)) === 0) return refusals;
    const path = batch.scratch.path('batch.csv');
    await batch.toCsv(path, columns, range);
    await this.#query('SAVEPOINT batch');
    try {
      await this.#copy(`COPY ${into}`, path);
      await this.#query('RELEASE SAVEPOINT batch');
    } catch (error) {
      if (!isDataError(error)) throw error;
      await this.#query('ROLLBACK TO SAVEPOINT batch');
      const [from, to] = range;
      if (to - from === 1) {
        refusals.push({ row: from, message: error.detail });
        if (refusals.length > MOST_REFUSALS) throw tooMany(error, this.options.name);
        return refusals;
      }
      const middle = Math.floor((from + to) / 2);
      await this.#copyRows(batch, [from, middle], into, columns, refusals);
      await this.#copyRows(batch, [middle, to], into, columns, refusals);
    }
    return refusals;
  }

  async #copy(into: string, path: string): Promise<void> {
    await this.#guarded(async () => {
      const stream = this.#client.query(copyFrom(`${into} FROM STDIN (FORMAT csv)`));
      await pipeline(createReadStream(path), stream, { signal: AbortSignal.timeout(this.#deadline) });
    });
    await rm(path, { force: true });
  }

  async #transaction<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.#query('BEGIN');
    try {
      const result = await work();
      await this.#query('COMMIT');
      return result;
    } catch (error) {
      await this.#query('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }

  async #query<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    return this.#guarded(
      async () => (await this.#client.query<Row & Record<string, unknown>>(sql, [...values])).rows,
    );
  }

  async #guarded<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      throw targetError(this.#broken ?? error, this.options.name, this.place);
    }
  }
}

function tooMany(error: DriftError, source: string): DriftError {
  return new DriftError(
    'target_failed',
    `the database refuses more than ${MOST_REFUSALS} rows of one batch, the last since: ${error.detail}; add a rule that finds such rows, or a key where they are there already`,
    { source, cause: error },
  );
}
