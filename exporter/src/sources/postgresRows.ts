import { DriftError, type ErrorContext } from '../errors.js';
import type { PostgresClient } from './postgresClient.js';
import { typedColumns } from './postgresTypes.js';
import { segmentCode } from './segments.js';
import type { Column, Relation, SegmentColumn, Selection } from './source.js';
import { quoteIdentifier, subquery, tableNames, type Parameters } from './sql.js';
import { SqlRows } from './sqlRows.js';

/** The oldest time that PostgreSQL knows, in seconds since the epoch. */
const OLDEST = -210_000_000_000;

/** The rows of a selection, as SQL: what to write after FROM, and each value in the type that counts need. */
export class PostgresRows extends SqlRows {
  private constructor(
    readonly client: PostgresClient,
    selection: Selection,
    relation: string,
    columns: readonly Column[],
  ) {
    super(client.name, selection, relation, columns);
  }

  /** Fails where the relation or the timestamp column is missing. */
  static async open(client: PostgresClient, selection: Selection): Promise<PostgresRows> {
    const relation = await tableExpression(client, selection.relation);
    const { fields } = await client.query(`SELECT * FROM ${relation} LIMIT 0`);
    return new PostgresRows(client, selection, relation, await typedColumns(client, fields));
  }

  /** FROM and WHERE of the selection, for example to count its rows. */
  source(parameters: Parameters, ...conditions: string[]): string {
    const { from, to } = this.selection;
    const bounds = [
      ...conditions,
      ...(from === undefined ? [] : [this.#bound('>=', from, parameters)]),
      ...(to === undefined ? [] : [this.#bound('<', to, parameters)]),
    ];
    return `FROM ${this.relation}${bounds.length === 0 ? '' : ` WHERE ${bounds.join(' AND ')}`}`;
  }

  /** Like `source`, without rows that have no time. */
  timedSource(parameters: Parameters): string {
    return this.source(parameters, `isfinite(${this.#timeColumn().name})`);
  }

  /**
   * Seconds since the epoch, as a double: of each row, or of the least or largest time, which an index finds.
   */
  epoch(parameters: Parameters, aggregate = ''): string {
    return `date_part('epoch', ${this.#instant(parameters, aggregate)})`;
  }

  /** The code of a row's segment. */
  segment(segment: SegmentColumn): string {
    this.column(segment.column);
    return segmentCode(segment, 'text');
  }

  protected async describe(sql: string, context: ErrorContext): Promise<readonly Column[]> {
    const { fields } = await this.client.query(sql, [], context);
    return typedColumns(this.client, fields);
  }

  protected double(value: string): string {
    return `${value}::float8`;
  }

  protected text(value: string): string {
    return `${value}::text`;
  }

  protected present(double: string): string {
    return `nullif(${double}, 'NaN')`;
  }

  protected truth(value: string): string {
    return `${value}::int::float8`;
  }

  /** An index on the timestamp column can serve: the bound is converted, the column is not. */
  #bound(operator: string, date: Date, parameters: Parameters): string {
    const { name, zoned } = this.#timeColumn();
    const bound = `to_timestamp(${parameters.add(Math.max(date.getTime() / 1000, OLDEST), 'float8')})`;
    if (zoned) return `${name} ${operator} ${bound}`;
    const { timestampZone = 'UTC' } = this.selection;
    if (timestampZone === 'UTC') return `${name} ${operator} (${bound} AT TIME ZONE 'UTC')`;
    // near a change of clocks only the instant decides, so the converted bound is widened by a day
    const day = `interval '1 day'`;
    const near = `${bound} AT TIME ZONE 'UTC' ${operator === '<' ? '+' : '-'} ${day}`;
    return `${name} ${operator} (${near}) AND ${this.#instant(parameters)} ${operator} ${bound}`;
  }

  #instant(parameters: Parameters, aggregate = ''): string {
    const { name, zoned } = this.#timeColumn();
    const { timestampZone = 'UTC' } = this.selection;
    const time = `${aggregate}(${name})`;
    // the epoch of a time without a zone is that of the same time in UTC
    if (zoned || timestampZone === 'UTC') return time;
    return `(${time} AT TIME ZONE ${parameters.add(timestampZone, 'text')})`;
  }

  #timeColumn(): { name: string; zoned: boolean } {
    const { name, type } = this.time();
    const quoted = quoteIdentifier(name);
    return {
      name: type === 'date' ? `${quoted}::timestamp` : quoted,
      zoned: type === 'timestamp with time zone',
    };
  }
}

async function tableExpression(client: PostgresClient, relation: Relation): Promise<string> {
  if ('query' in relation) return subquery(relation.query, 'source');
  const context = { source: client.name };
  if ('files' in relation) {
    throw new DriftError(
      'config_invalid',
      'a postgres source reads tables and queries, files need a duckdb source',
      context,
    );
  }
  const names = tableNames(relation.table);
  const { rows } = await client.query(
    `SELECT n.nspname::text, c.relname::text, pg_catalog.pg_table_is_visible(c.oid)
     FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND (c.relname = ANY ($1::text[]) OR lower(c.relname) = ANY ($2::text[]))`,
    [names.map(({ name }) => name), names.map(({ name }) => name.toLowerCase())],
  );
  for (const { schema, name } of names) {
    const found = rows.find(
      (row) => row[1] === name && (schema === undefined ? row[2] === true : row[0] === schema),
    );
    if (found !== undefined) {
      return `${quoteIdentifier(String(found[0]))}.${quoteIdentifier(name)} AS "source"`;
    }
  }
  const similar = rows.map(([schema, name]) => `${schema}.${name}`);
  const advice = similar.length > 0 ? `there is ${similar.join(', ')}` : 'check its name and schema';
  throw new DriftError(
    'input_missing',
    `there is no table ${JSON.stringify(relation.table)}; ${advice}`,
    context,
  );
}
