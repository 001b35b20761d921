import { DriftError, type ErrorContext } from '../errors.js';
import { segmentCodeOf } from './segments.js';
import type { Column, Relation, SegmentColumn, Selection } from './source.js';
import { quoteIdentifier, subquery } from './sql.js';
import { SqlRows } from './sqlRows.js';
import type { TrinoClient } from './trinoClient.js';
import { TrinoTime } from './trinoTime.js';
import { asDouble, asText, typedColumns } from './trinoTypes.js';

/** The rows of a selection, as SQL: what to write after FROM, and each value in the type that counts need. */
export class TrinoRows extends SqlRows {
  private constructor(
    readonly client: TrinoClient,
    selection: Selection,
    relation: string,
    columns: readonly Column[],
  ) {
    super(client.name, selection, relation, columns);
  }

  /** Fails where the relation or the timestamp column is missing. */
  static async open(client: TrinoClient, selection: Selection): Promise<TrinoRows> {
    const { relation, columns } = await found(client, selection.relation);
    return new TrinoRows(client, selection, relation, columns);
  }

  /** FROM and WHERE of the selection, for example to count its rows. */
  source(...conditions: string[]): string {
    const { from, to } = this.selection;
    const bounds = [
      ...conditions,
      ...(from === undefined ? [] : [this.#instants().bound('>=', from)]),
      ...(to === undefined ? [] : [this.#instants().bound('<', to)]),
    ];
    return `FROM ${this.relation}${bounds.length === 0 ? '' : ` WHERE ${bounds.join(' AND ')}`}`;
  }

  /** Like `source`, without rows that have no time. */
  timedSource(): string {
    return this.source(`${this.#instants().name} IS NOT NULL`);
  }

  /** Seconds since the epoch, as a double: of each row, or of the least or largest time. */
  epoch(aggregate = ''): string {
    return this.#instants().epoch(aggregate);
  }

  /** The code of a row's segment. */
  segment(segment: SegmentColumn): string {
    const column = this.column(segment.column);
    return segmentCodeOf(segment, this.text(quoteIdentifier(segment.column), column, {}));
  }

  /** Trino takes names in upper and lower case for the same. */
  override column(name: string, context: ErrorContext = {}): Column {
    const same = this.columns.find((column) => column.name.toLowerCase() === name.toLowerCase());
    return same ?? super.column(name, context);
  }

  protected async describe(sql: string, context: ErrorContext): Promise<readonly Column[]> {
    return typedColumns((await this.client.query(sql, context)).columns);
  }

  protected double(value: string, type: string): string {
    return asDouble(value, type);
  }

  protected text(value: string, { name, type }: Column, context: ErrorContext): string {
    const text = asText(value, type);
    if (text !== undefined) return text;
    const column = context.feature === undefined ? `column ${JSON.stringify(name)} ` : '';
    throw this.error(
      'column_type',
      `${column}is ${type}, which has no values to compare; take what you need of it in an expression`,
      context,
    );
  }

  protected present(double: string): string {
    return `CASE WHEN NOT is_nan(${double}) THEN ${double} END`;
  }

  protected truth(value: string): string {
    return `CAST(${value} AS double)`;
  }

  #instants(): TrinoTime {
    return new TrinoTime(this.time(), this.selection.timestampZone);
  }
}

async function found(
  client: TrinoClient,
  relation: Relation,
): Promise<{ relation: string; columns: readonly Column[] }> {
  if ('files' in relation) {
    throw new DriftError(
      'config_invalid',
      'a trino source reads tables and queries, files need a duckdb source',
      { source: client.name },
    );
  }
  const expressions =
    'query' in relation
      ? [subquery(relation.query, 'source')]
      : tablePaths(relation.table).map((path) => `${path.map(quoteIdentifier).join('.')} AS "source"`);
  let first: unknown;
  for (const expression of expressions) {
    try {
      const { columns } = await client.query(`SELECT * FROM ${expression} LIMIT 0`);
      return { relation: expression, columns: typedColumns(columns) };
    } catch (error) {
      if (!(error instanceof DriftError) || error.code !== 'input_missing') throw error;
      first ??= error;
    }
  }
  throw first;
}

/** What a dotted name may mean, most likely first: schema and table, catalog, schema and table, or one name with dots in it. */
function tablePaths(table: string): string[][] {
  const parts = table.split('.');
  const [catalog = '', schema = '', ...rest] = parts;
  const whole = [table];
  if (parts.length === 1 || parts.includes('')) return [whole];
  const two = [catalog, parts.slice(1).join('.')];
  return parts.length === 2 ? [two, whole] : [[catalog, schema, rest.join('.')], two, whole];
}
