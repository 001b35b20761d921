import { DriftError } from '../../errors.js';
import type { LedgerEntry } from './target.js';

/** What was ingested into a database, and how far. */
export const LEDGER_SQL = [
  'CREATE SCHEMA IF NOT EXISTS drift_ingest',
  `CREATE TABLE IF NOT EXISTS drift_ingest.files (
  pipeline text NOT NULL,
  content text NOT NULL,
  file text NOT NULL,
  bytes bigint NOT NULL,
  position bigint NOT NULL,
  finished boolean NOT NULL,
  tally jsonb NOT NULL,
  started_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (pipeline, content)
)`,
  "COMMENT ON TABLE drift_ingest.files IS 'Files that drift-exporter has ingested: one that is listed here is not taken twice.'",
];

type Query = <Row extends object>(sql: string, values?: readonly unknown[]) => Promise<Row[]>;

const COLUMNS = `content, file, bytes::float8 AS bytes, position::float8 AS position, finished, tally,
  (extract(epoch FROM updated_at) * 1000)::float8 AS updated`;

/** The entries of one pipeline: a model's rows on their way into one table. */
export class PostgresLedger {
  constructor(
    readonly query: Query,
    readonly pipeline: string,
  ) {}

  /** Whether it was made yet. */
  async exists(): Promise<boolean> {
    const [found] = await this.query<{ exists: boolean }>(
      "SELECT to_regclass('drift_ingest.files') IS NOT NULL AS exists",
    );
    return found?.exists === true;
  }

  async entry(content: string): Promise<LedgerEntry | undefined> {
    if (!(await this.exists())) return undefined;
    const [found] = await this.query<LedgerEntry>(
      `SELECT ${COLUMNS} FROM drift_ingest.files WHERE pipeline = $1 AND content = $2`,
      [this.pipeline, content],
    );
    return found;
  }

  async latest(file: string): Promise<LedgerEntry | undefined> {
    if (!(await this.exists())) return undefined;
    const [found] = await this.query<LedgerEntry>(
      `SELECT ${COLUMNS} FROM drift_ingest.files WHERE pipeline = $1 AND file = $2 ORDER BY updated_at DESC LIMIT 1`,
      [this.pipeline, file],
    );
    return found;
  }

  async add({ content, file, bytes, position, finished, tally }: LedgerEntry): Promise<void> {
    await this.query(
      `INSERT INTO drift_ingest.files (pipeline, content, file, bytes, position, finished, tally)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [this.pipeline, content, file, bytes, position, finished, JSON.stringify(tally)],
    );
  }

  async remove(content: string): Promise<void> {
    await this.query('DELETE FROM drift_ingest.files WHERE pipeline = $1 AND content = $2', [
      this.pipeline,
      content,
    ]);
  }

  /** @throws DriftError `target_busy` where the entry is no longer as it was */
  async advance(before: LedgerEntry, after: LedgerEntry): Promise<void> {
    const moved = await this.query(
      `UPDATE drift_ingest.files SET position = $4, finished = $5, tally = $6, updated_at = clock_timestamp()
       WHERE pipeline = $1 AND content = $2 AND position = $3 AND NOT finished RETURNING 1`,
      [
        this.pipeline,
        before.content,
        before.position,
        after.position,
        after.finished,
        JSON.stringify(after.tally),
      ],
    );
    if (moved.length > 0) return;
    throw new DriftError(
      'target_busy',
      'another ingest has brought rows of this file meanwhile; run this one again, it goes on from there',
      { file: before.file },
    );
  }
}
