import pg from 'pg';

const categories = ['bronze', 'silver', 'gold'];
/** Of the rows that `fill` makes, in milliseconds since the epoch. */
export const TABLE_START = Date.UTC(2026, 0, 5);
export const MINUTE = 60_000;
export const ROWS_A_MINUTE = 7;

/** A table of production rows, and one of reference rows, in a database of PostgreSQL. */
export class MonitorTable {
  readonly #pool: pg.Pool;
  /** Where the rows of `fillOn` end, in milliseconds since the epoch. */
  newest = TABLE_START;

  constructor(
    readonly url: string,
    readonly name = 'loans',
  ) {
    this.#pool = new pg.Pool({ connectionString: url, max: 2 });
    // the server may end a connection before the pool has
    this.#pool.on('error', () => undefined);
  }

  async create(referenceRows = 2_000): Promise<void> {
    await this.run(`CREATE TABLE ${this.name} (at timestamptz, income float8, grade text)`);
    await this.run(`CREATE INDEX ON ${this.name} (at)`);
    await this.run(`CREATE TABLE ${this.name}_reference (income float8, grade text)`);
    await this.fillReference(referenceRows);
  }

  async fillReference(rows = 2_000): Promise<void> {
    await this.run(
      `INSERT INTO ${this.name}_reference SELECT ${incomeSql}, ${gradeSql} FROM generate_series(1, $1) AS n`,
      [rows],
    );
  }

  /**
   * Adds rows at even distances within [from, to), `count` in all; every eleventh lacks its income.
   * @param scale of the incomes; in the same statement, as a monitor may count the rows at once
   */
  async fill(count: number, from: number, to: number, scale = 1): Promise<void> {
    await this.run(
      `INSERT INTO ${this.name}
       SELECT to_timestamp(($2::float8 + ($3::float8 - $2) * (n - 1) / $1) / 1000), $4 * ${incomeSql}, ${gradeSql}
       FROM generate_series(1, $1::int) AS n`,
      [count, from, to, scale],
    );
  }

  /** Adds seven rows a minute where the last ones ended. */
  async fillOn(minutes: number, scale?: number): Promise<void> {
    const from = this.newest;
    this.newest += minutes * MINUTE;
    if (minutes > 0) await this.fill(minutes * ROWS_A_MINUTE, from, this.newest, scale);
  }

  async run<Row extends object>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.#pool.query<Row & pg.QueryResultRow>(sql, [...values])).rows;
  }

  close(): Promise<void> {
    return this.#pool.end();
  }

  /** A model on this table, in the words of the configuration. */
  model(more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
    return {
      name: this.name,
      source: 'warehouse',
      table: this.name,
      timestamp_column: 'at',
      features: ['income', { name: 'grade', kind: 'categorical' }],
      reference: { table: `${this.name}_reference` },
      bucket: '1m',
      lateness: '2m',
      windows: ['10m', '1h'],
      deadline: '20s',
      ...more,
    };
  }
}

// repeatable, in no order, and the same values whenever they are inserted
const incomeSql = `(CASE n % 11 WHEN 0 THEN NULL ELSE round((100 * sqrt((n * 7919) % 997))::numeric, 2) END)`;
const gradeSql = `(ARRAY[${categories.map((name) => `'${name}'`).join(', ')}])[1 + (n * 31 % 10) / 4]`;
