import { DriftError, type ErrorContext } from '../errors.js';
import type { PostgresClient } from './postgresClient.js';
import { typedColumns, type TypedColumn } from './postgresTypes.js';
import { segmentCode } from './segments.js';
import type { Feature, JointColumn, Relation, SegmentColumn, Selection } from './source.js';
import { parenthesise, quoteIdentifier, subquery, tableNames, valueOf, type Parameters } from './sql.js';

/** Expressions that one query describes; PostgreSQL allows 1,664. */
const EXPRESSIONS = 500;
/** The oldest time that PostgreSQL knows, in seconds since the epoch. */
const OLDEST = -210_000_000_000;

/** The rows of a selection, as SQL: what to write after FROM, and each value in the type that counts need. */
export class PostgresRows {
  private constructor(
    readonly client: PostgresClient,
    readonly selection: Selection,
    /** A table expression named `source`. */
    readonly relation: string,
    readonly columns: readonly TypedColumn[],
  ) {}

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
    return this.source(parameters, `isfinite(${this.#time().name})`);
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

  column(name: string, context: ErrorContext = {}): TypedColumn {
    const found = this.columns.find((column) => column.name === name);
    if (found === undefined) throw this.#missing(name, context);
    return found;
  }

  /** Each feature's value, as double precision or text, and whether it is a whole number. */
  async values(
    features: readonly Feature[],
  ): Promise<{ feature: Feature; value: string; integer: boolean }[]> {
    const types = await this.#types(features);
    return features.map((feature, index) => {
      const type = types[index] as TypedColumn;
      const value = valueOf(feature);
      const typed = feature.kind === 'numeric' ? this.#number(value, type, feature) : `${value}::text`;
      return { feature, value: typed, integer: type.integer };
    });
  }

  /** Each joint column's value as double precision, NULL where it is NaN; truth counts as 1. */
  async joint(columns: readonly JointColumn[]): Promise<string[]> {
    const types = await this.#types(columns);
    return columns.map((column, index) => {
      const type = types[index] as TypedColumn;
      const value = parenthesise(column.expression);
      return type.type === 'boolean'
        ? `${value}::int::float8`
        : `nullif(${this.#number(value, type, column)}, 'NaN')`;
    });
  }

  #number(value: string, { kind, type }: TypedColumn, { name }: { name: string }): string {
    if (kind === 'numeric') return `${value}::float8`;
    const advice =
      type === 'boolean' ? 'make it categorical, or cast it to int' : 'make it categorical, or cast it';
    throw this.#error('column_type', `is ${type}, not a number; ${advice} in an expression`, {
      feature: name,
    });
  }

  /** What PostgreSQL says the expressions are; the error of a wrong one names its feature. */
  async #types(items: readonly (Feature | JointColumn)[]): Promise<TypedColumn[]> {
    const types: TypedColumn[] = [];
    const expressions = items.filter(({ expression }) => expression !== undefined);
    for (let start = 0; start < expressions.length; start += EXPRESSIONS) {
      types.push(...(await this.#describe(expressions.slice(start, start + EXPRESSIONS))));
    }
    const described = new Map(expressions.map((item, index) => [item, types[index] as TypedColumn]));
    return items.map((item) => described.get(item) ?? this.column(item.name, { feature: item.name }));
  }

  async #describe(items: readonly (Feature | JointColumn)[]): Promise<TypedColumn[]> {
    const sql = items.map(({ expression = '' }) => parenthesise(expression)).join(', ');
    const [only] = items;
    const context = items.length === 1 && only !== undefined ? { feature: only.name } : {};
    try {
      const { fields } = await this.client.query(`SELECT ${sql} FROM ${this.relation} LIMIT 0`, [], context);
      if (fields.length !== items.length) {
        throw this.#error('config_invalid', 'the expression gives more than one value', context);
      }
      return await typedColumns(this.client, fields);
    } catch (error) {
      if (items.length > 1) for (const item of items) await this.#describe([item]);
      throw error;
    }
  }

  /** An index on the timestamp column can serve: the bound is converted, the column is not. */
  #bound(operator: string, date: Date, parameters: Parameters): string {
    const { name, zoned } = this.#time();
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
    const { name, zoned } = this.#time();
    const { timestampZone = 'UTC' } = this.selection;
    const time = `${aggregate}(${name})`;
    // the epoch of a time without a zone is that of the same time in UTC
    if (zoned || timestampZone === 'UTC') return time;
    return `(${time} AT TIME ZONE ${parameters.add(timestampZone, 'text')})`;
  }

  #time(): { name: string; zoned: boolean } {
    const { timestampColumn } = this.selection;
    if (timestampColumn === undefined) {
      throw this.#error('config_invalid', 'a time range and buckets need a timestamp_column');
    }
    const { kind, type } = this.column(timestampColumn);
    if (kind !== 'timestamp' || type.startsWith('time ')) {
      const said = `column ${JSON.stringify(timestampColumn)} is ${type}, not a timestamp; cast it in a query`;
      throw this.#error('column_type', said);
    }
    const name = quoteIdentifier(timestampColumn);
    return {
      name: type === 'date' ? `${name}::timestamp` : name,
      zoned: type === 'timestamp with time zone',
    };
  }

  #missing(name: string, context: ErrorContext): DriftError {
    const known = this.columns.map((column) => JSON.stringify(column.name));
    const list = known.length > 8 ? [...known.slice(0, 8), '…'] : known;
    return this.#error(
      'column_missing',
      `there is no column ${JSON.stringify(name)}; there is ${list.join(', ')}`,
      context,
    );
  }

  #error(code: DriftError['code'], detail: string, context: ErrorContext = {}): DriftError {
    return new DriftError(code, detail, { source: this.client.name, ...context });
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
