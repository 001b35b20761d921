import { DriftError, type ErrorContext } from '../errors.js';
import type { Cells, Column, CountRequest, Feature, JointColumn, Selection } from './source.js';
import { parenthesise, valueOf } from './sql.js';

/** Expressions that one query describes; PostgreSQL allows 1,664. */
const EXPRESSIONS = 500;

/** A feature and its value as SQL, a double or text. */
export interface FeatureValue {
  readonly feature: Feature;
  readonly value: string;
  readonly integer: boolean;
}

/** A feature, its cells, and its value as SQL. */
export interface CountedFeature<Of extends Cells = Cells> {
  readonly feature: Feature;
  readonly cells: Of;
  readonly value: string;
}

/** The rows of a selection in an SQL engine: what its columns and expressions are, as SQL of the type that counts need. */
export abstract class SqlRows {
  protected constructor(
    /** Of the source, for messages. */
    readonly sourceName: string,
    readonly selection: Selection,
    /** A table expression named `source`. */
    readonly relation: string,
    readonly columns: readonly Column[],
  ) {}

  /** Names and types of what a query gives, without its rows. */
  protected abstract describe(sql: string, context: ErrorContext): Promise<readonly Column[]>;
  /** SQL of a number as a double. */
  protected abstract double(value: string, type: string): string;
  /** SQL of a value as text. */
  protected abstract text(value: string, column: Column, context: ErrorContext): string;
  /** SQL of a joint column's double, NULL where it is NaN. */
  protected abstract present(double: string): string;
  /** SQL of a truth value as a double. */
  protected abstract truth(value: string): string;

  column(name: string, context: ErrorContext = {}): Column {
    const found = this.columns.find((column) => column.name === name);
    if (found === undefined) throw this.#missing(name, context);
    return found;
  }

  /** Each feature's value, as a double or text, and whether it is a whole number. */
  async values(features: readonly Feature[]): Promise<FeatureValue[]> {
    const types = await this.#types(features);
    return features.map((feature, index) => {
      const type = types[index] as Column;
      const value = valueOf(feature);
      const typed =
        feature.kind === 'numeric'
          ? this.#number(value, type, feature)
          : this.text(value, type, { feature: feature.name });
      return { feature, value: typed, integer: type.integer };
    });
  }

  /** Each feature of a request with its value; fails where its cells are of the other kind. */
  async counted(features: CountRequest['features']): Promise<CountedFeature[]> {
    const values = await this.values(features.map(({ feature }) => feature));
    return features.map(({ feature, cells }, index) => {
      if (feature.kind === cells.kind) return { feature, cells, value: values[index]?.value ?? '' };
      const detail = `is ${feature.kind}, but its cells are ${cells.kind}; build the reference again`;
      throw this.error('column_type', detail, { feature: feature.name });
    });
  }

  /** Each joint column's value as a double, NULL where it is NaN; truth counts as 1. */
  async joint(columns: readonly JointColumn[]): Promise<string[]> {
    const types = await this.#types(columns);
    return columns.map((column, index) => {
      const type = types[index] as Column;
      const value = parenthesise(column.expression);
      return type.type === 'boolean' ? this.truth(value) : this.present(this.#number(value, type, column));
    });
  }

  #number(value: string, { kind, type }: Column, { name }: { name: string }): string {
    if (kind === 'numeric') return this.double(value, type);
    const advice =
      type === 'boolean' ? 'make it categorical, or cast it to int' : 'make it categorical, or cast it';
    throw this.error('column_type', `is ${type}, not a number; ${advice} in an expression`, {
      feature: name,
    });
  }

  /** What the engine says the expressions are; the error of a wrong one names its feature. */
  async #types(items: readonly (Feature | JointColumn)[]): Promise<Column[]> {
    const types: Column[] = [];
    const expressions = items.filter(({ expression }) => expression !== undefined);
    for (let start = 0; start < expressions.length; start += EXPRESSIONS) {
      types.push(...(await this.#expressions(expressions.slice(start, start + EXPRESSIONS))));
    }
    const described = new Map(expressions.map((item, index) => [item, types[index] as Column]));
    return items.map((item) => described.get(item) ?? this.column(item.name, { feature: item.name }));
  }

  async #expressions(items: readonly (Feature | JointColumn)[]): Promise<readonly Column[]> {
    const sql = items.map(({ expression = '' }) => parenthesise(expression)).join(', ');
    const [only] = items;
    const context = items.length === 1 && only !== undefined ? { feature: only.name } : {};
    try {
      const columns = await this.describe(`SELECT ${sql} FROM ${this.relation} LIMIT 0`, context);
      if (columns.length !== items.length) {
        throw this.error('config_invalid', 'the expression gives more than one value', context);
      }
      return columns;
    } catch (error) {
      if (items.length > 1) for (const item of items) await this.#expressions([item]);
      throw error;
    }
  }

  /** The timestamp column. */
  protected time(): Column {
    const { timestampColumn } = this.selection;
    if (timestampColumn === undefined) {
      throw this.error('config_invalid', 'a time range and buckets need a timestamp_column');
    }
    const column = this.column(timestampColumn);
    if (column.kind !== 'timestamp' || /^time\b/.test(column.type)) {
      const said = `column ${JSON.stringify(timestampColumn)} is ${column.type}, not a timestamp; cast it in a query`;
      throw this.error('column_type', said);
    }
    return column;
  }

  #missing(name: string, context: ErrorContext): DriftError {
    const known = this.columns.map((column) => JSON.stringify(column.name));
    const list = known.length > 8 ? [...known.slice(0, 8), '…'] : known;
    return this.error(
      'column_missing',
      `there is no column ${JSON.stringify(name)}; there is ${list.join(', ')}`,
      context,
    );
  }

  protected error(code: DriftError['code'], detail: string, context: ErrorContext = {}): DriftError {
    return new DriftError(code, detail, { source: this.sourceName, ...context });
  }
}

/** The range of time from the least and the largest, in seconds since the epoch; undefined where there are none. */
export function timeRange(
  [oldest, newest]: readonly unknown[],
  now: Date,
): { oldest: Date; watermark: Date } | undefined {
  if (typeof oldest !== 'number' || typeof newest !== 'number') return undefined;
  return {
    oldest: wholeMilliseconds(oldest),
    watermark: new Date(Math.min(wholeMilliseconds(newest).getTime(), now.getTime())),
  };
}

/** The millisecond in which a time lies; servers keep microseconds and more. */
function wholeMilliseconds(seconds: number): Date {
  return new Date(Math.floor(Math.round(seconds * 1e6) / 1000));
}
