import { milliseconds, storableText, storableTime, timestamp, type Database } from './database.js';
import { ensureModel } from './models.js';

/** One file whose rows were brought to their place. */
export interface IngestRecord {
  readonly model: string;
  /** Names the file, and what it was ingested into, by their content: the same is never recorded twice. */
  readonly content: string;
  /** Of all files of one command. */
  readonly run: string;
  readonly file: string;
  readonly at: Date;
  readonly rows: number;
  readonly refused: number;
  /** Rows that fail any rule, refused or not. */
  readonly failing: number;
  /** Refused rows by reason, each once. */
  readonly refusedBy: Readonly<Record<string, number>>;
  /** Why the score is what it is; empty where every row meets every rule. */
  readonly reason: string;
  /** The time that its rows cover, or that the ingest took where they have none. */
  readonly from: number;
  readonly to: number;
}

/** What is known of the quality of a model's rows. */
export interface KeptQuality {
  /** Of the latest command: rows that meet every rule, of all rows. */
  readonly score?: number;
  /** When that was. */
  readonly at?: Date;
  /** Refused rows by reason, since the store began. */
  readonly refused: ReadonlyMap<string, number>;
}

/** The window name under which ingests stand among windows. */
const WINDOW = 'ingest';

/** What was ingested, for the view of data quality, gauges and later ingests. */
export class Ingests {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  /** Keeps what became of a file. @returns false where that was known already */
  record(record: IngestRecord): Promise<boolean> {
    const { content, run, file, at, rows, refused, failing, refusedBy, reason } = record;
    const model = storableText(record.model);
    return this.#database.transaction(async (transaction) => {
      await ensureModel(transaction, model);
      const added = await transaction.query(
        `INSERT INTO drift.ingests (model, content, run, file, recorded_at, rows, refused, failing)
         VALUES ($1, $2, $3, $4, ${timestamp('$5')}, $6, $7, $8) ON CONFLICT DO NOTHING RETURNING 1`,
        [model, content, run, storableText(file), at.getTime(), rows, refused, failing],
      );
      if (added.length === 0) return false;
      const times = [storableTime(record.from), storableTime(record.to)];
      await transaction.query(
        `INSERT INTO drift.data_quality (model, window_name, window_start, window_end, rows, quality_score, quarantined_rows, reason)
         VALUES ($1, '${WINDOW}', ${timestamp('$2')}, ${timestamp('$3')}, $4, $5, $6, $7)`,
        [
          ...[model, ...times, rows, rows === 0 ? null : (rows - failing) / rows],
          // one row a reason adds up to them
          refused === 0 ? 0 : null,
          reason === '' ? null : storableText(reason),
        ],
      );
      for (const [why, count] of Object.entries(refusedBy)) {
        await transaction.query(
          `INSERT INTO drift.data_quality (model, window_name, window_start, window_end, quarantined_rows, reason)
           VALUES ($1, '${WINDOW}', ${timestamp('$2')}, ${timestamp('$3')}, $4, $5)`,
          [model, ...times, count, why],
        );
        await transaction.query(
          `INSERT INTO drift.ingest_totals (model, reason, refused) VALUES ($1, $2, $3)
           ON CONFLICT (model, reason) DO UPDATE SET refused = ingest_totals.refused + excluded.refused`,
          [model, why, count],
        );
      }
      return true;
    });
  }

  /** Rows of the latest files, newest first. */
  async rowCounts(model: string, limit: number): Promise<number[]> {
    const rows = await this.#database.query<{ rows: number }>(
      'SELECT rows FROM drift.ingests WHERE model = $1 ORDER BY recorded_at DESC LIMIT $2',
      [storableText(model), limit],
    );
    return rows.map((row) => row.rows);
  }

  async quality(model: string): Promise<KeptQuality> {
    const name = [storableText(model)];
    const [latest] = await this.#database.query<{ rows: number; failing: number; at: number }>(
      `SELECT sum(rows) AS rows, sum(failing) AS failing, max(${milliseconds('recorded_at')}) AS at FROM drift.ingests
       WHERE model = $1 AND run = (SELECT run FROM drift.ingests WHERE model = $1 ORDER BY recorded_at DESC LIMIT 1)
       HAVING sum(rows) > 0`,
      name,
    );
    const totals = await this.#database.query<{ reason: string; refused: number }>(
      'SELECT reason, refused FROM drift.ingest_totals WHERE model = $1 ORDER BY reason',
      name,
    );
    return {
      refused: new Map(totals.map(({ reason, refused }) => [reason, refused])),
      ...(latest === undefined
        ? {}
        : { score: (latest.rows - latest.failing) / latest.rows, at: new Date(latest.at) }),
    };
  }
}
