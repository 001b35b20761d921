import type { ClientConfig } from 'pg';
import type { MomentRequest, MomentSums } from './moments.js';
import { PostgresClient } from './postgresClient.js';
import { countPostgres } from './postgresCount.js';
import { exactPostgres } from './postgresExact.js';
import { postgresMoments } from './postgresMoments.js';
import { postgresRowSample } from './postgresRowSample.js';
import { PostgresRows } from './postgresRows.js';
import { postgres } from './postgresType.js';
import { NumericSummaries, summariseCategories } from './postgresSummary.js';
import type { RowSample, SampleRequest } from './rowSample.js';
import type {
  CellCounts,
  Column,
  CountRequest,
  ExactDistances,
  Feature,
  OnAnswer,
  Relation,
  Selection,
  Source,
  Summary,
} from './source.js';
import { Parameters } from './sql.js';
import { timeRange } from './sqlRows.js';

export interface PostgresOptions {
  /** Name of the source, for messages. */
  readonly name: string;
  /** Such as `postgres://user@host:5432/database`; each of the options below wins over its part of the URL. */
  readonly url?: string;
  /** A host name, an address, or the folder of a socket. @default "localhost" */
  readonly host?: string;
  /** @default 5432 */
  readonly port?: number;
  /** @default the user's name */
  readonly database?: string;
  readonly user?: string;
  readonly password?: string;
  /** True checks the server's certificate; an object says how. @default the URL's `sslmode`, else no encryption */
  readonly ssl?: ClientConfig['ssl'];
  /** Deadline of each query in milliseconds. @default 30,000 */
  readonly statementTimeoutMs?: number;
  /** Connections, and thereby queries that run at once. @default 4 */
  readonly poolSize?: number;
  readonly onAnswer?: OnAnswer | undefined;
}

/** Features whose first rows one query looks at. */
const FEATURES_A_LOOK = 200;

/**
 * Tables, views and queries of a PostgreSQL server (12 or newer), counted by it in read-only transactions. Connects
 * on first use. A role with `SELECT` on the tables is enough.
 */
export function createPostgresSource(options: PostgresOptions): Source {
  return new PostgresSource(options.name, new PostgresClient(options));
}

class PostgresSource implements Source {
  readonly capabilities = postgres.capabilities;

  constructor(
    readonly name: string,
    readonly client: PostgresClient,
  ) {}

  async columns(relation: Relation): Promise<Column[]> {
    const rows = await PostgresRows.open(this.client, { relation });
    return rows.columns.map(({ name, type, kind, integer }) => ({ name, type, kind, integer }));
  }

  async rowCount(selection: Selection): Promise<number> {
    const rows = await PostgresRows.open(this.client, selection);
    const parameters = new Parameters();
    const answer = await this.client.query(
      `SELECT count(*)::float8 ${rows.source(parameters)}`,
      parameters.values,
    );
    return Number(answer.rows[0]?.[0]);
  }

  async timeRange(selection: Selection, now: Date): Promise<{ oldest: Date; watermark: Date } | undefined> {
    const rows = await PostgresRows.open(this.client, selection);
    const parameters = new Parameters();
    const ends = `${rows.epoch(parameters, 'min')}, ${rows.epoch(parameters, 'max')}`;
    const sql = `SELECT ${ends} ${rows.timedSource(parameters)}`;
    const answer = await this.client.query(sql, parameters.values);
    return timeRange(answer.rows[0] ?? [], now);
  }

  async summarise(selection: Selection, features: readonly Feature[]): Promise<Summary[]> {
    const rows = await PostgresRows.open(this.client, selection);
    const values = await rows.values(features);
    const items = values.map(({ feature, value, integer }) => ({
      name: feature.name,
      kind: feature.kind,
      value,
      integer,
    }));
    const numeric = items.filter(({ kind }) => kind === 'numeric');
    const summaries = new NumericSummaries(rows);
    const looks = Array.from({ length: Math.ceil(numeric.length / FEATURES_A_LOOK) }, (_, index) =>
      numeric.slice(index * FEATURES_A_LOOK, (index + 1) * FEATURES_A_LOOK),
    );
    const many = await this.client.each(looks, (look) => summaries.manyValued(look));
    return this.client.each(items, (item): Promise<Summary> =>
      item.kind === 'numeric'
        ? summaries.summarise(
            item,
            many.some((names) => names.has(item.name)),
          )
        : summariseCategories(rows, item),
    );
  }

  count(request: CountRequest): Promise<CellCounts[]> {
    return countPostgres(this.client, request);
  }

  moments(request: MomentRequest): Promise<MomentSums[]> {
    return postgresMoments(this.client, request);
  }

  exact(
    reference: Selection,
    current: readonly Selection[],
    features: readonly Feature[],
  ): Promise<ExactDistances[][]> {
    return exactPostgres(this.client, reference, current, features);
  }

  sample(request: SampleRequest): Promise<RowSample> {
    return postgresRowSample(this.client, request);
  }

  close(): Promise<void> {
    return this.client.close();
  }
}
