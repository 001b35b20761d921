import type { DuckDBConnection } from '@duckdb/node-api';
import { DriftError } from '../errors.js';
import { duckdbError } from './duckdbErrors.js';
import { duckdbFiles, type DuckDBFiles } from './duckdbFiles.js';
import type { Column, Feature, Relation, Selection } from './source.js';

type FileRelation = Extract<Relation, { readonly files: readonly string[] }>;

const NUMERIC = /^(DOUBLE|FLOAT|REAL|DECIMAL|U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER)/;
const INTEGER = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER)/;

export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** The SQL of a feature's value, uncast. */
export function valueOf({ name, expression }: Feature): string {
  return expression === undefined ? quoteIdentifier(name) : `(${expression})`;
}

/** The relations of one DuckDB connection: what to write after FROM, and which columns they have. */
export class DuckDBRelations {
  readonly #from = new Map<string, Promise<string>>();
  readonly #columns = new Map<string, Promise<Column[]>>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(readonly connection: DuckDBConnection) {}

  /** One query at a time: a second one on the connection would end the first one's stream. */
  exclusive<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const result = this.#last.then(() => work(this.connection));
    this.#last = result.catch(() => undefined);
    return result;
  }

  from(relation: Relation): Promise<string> {
    return remember(this.#from, relation, () => this.#resolve(relation));
  }

  columns(relation: Relation): Promise<Column[]> {
    return remember(this.#columns, relation, async () => {
      const onlyLook = 'files' in relation && relation.columnTypes === undefined;
      return this.describe(
        onlyLook ? (await this.#files(relation)).from : await this.from(relation),
        relation,
      );
    });
  }

  /** FROM and WHERE of a selection. */
  async rows({ relation, timestampColumn, timestampZone, from, to }: Selection): Promise<string> {
    const source = await this.from(relation);
    if (from === undefined && to === undefined) return source;
    if (timestampColumn === undefined) {
      throw new DriftError('config_invalid', 'a time range needs a timestamp_column');
    }
    const instant = await this.instant(relation, timestampColumn, timestampZone);
    const bounds = [
      from === undefined ? [] : [`${instant} >= TIMESTAMPTZ '${from.toISOString()}'`],
      to === undefined ? [] : [`${instant} < TIMESTAMPTZ '${to.toISOString()}'`],
    ].flat();
    return `${source} WHERE ${bounds.join(' AND ')}`;
  }

  /** SQL that gives a row's time as TIMESTAMPTZ. */
  async instant(relation: Relation, name: string, zone = 'UTC'): Promise<string> {
    const column = (await this.columns(relation)).find((candidate) => candidate.name === name);
    if (column === undefined) {
      throw new DriftError(
        'column_missing',
        `there is no timestamp column ${JSON.stringify(name)}`,
        place(relation),
      );
    }
    if (column.kind !== 'timestamp') {
      throw new DriftError(
        'column_type',
        `column ${JSON.stringify(name)} is ${column.type}, not a timestamp; cast it in a query`,
        place(relation),
      );
    }
    const quoted = quoteIdentifier(name);
    return column.type.includes('WITH TIME ZONE')
      ? quoted
      : `(${quoted}::TIMESTAMP AT TIME ZONE ${quoteText(zone)})`;
  }

  async describe(from: string, relation: Relation): Promise<Column[]> {
    const rows = await this.query(`DESCRIBE SELECT * FROM ${from}`, relation);
    return rows.map(([name, type]) => ({ name: String(name), type: String(type), ...kindOf(String(type)) }));
  }

  /** The rows of a small result, as JavaScript values (BIGINT as number). */
  async query(sql: string, relation: Relation): Promise<unknown[][]> {
    try {
      const result = await this.exclusive((connection) => connection.runAndReadAll(sql));
      return result
        .getRowsJS()
        .map((row) => row.map((value) => (typeof value === 'bigint' ? Number(value) : value)));
    } catch (error) {
      throw duckdbError(error, place(relation));
    }
  }

  async #resolve(relation: Relation): Promise<string> {
    if ('table' in relation) return quoteIdentifier(relation.table);
    if ('query' in relation) return `(${relation.query.replace(/;\s*$/, '')}) AS query`;
    const { from, text } = await this.#files(relation);
    return text ? this.#materialise(relation, from, relation.columnTypes ?? {}) : from;
  }

  #files(relation: FileRelation): Promise<DuckDBFiles> {
    return duckdbFiles(relation.files, relation.columnTypes ?? {}, async (pattern) => {
      const rows = await this.query(`SELECT file FROM glob(${quoteText(pattern)})`, relation);
      return rows.map(([file]) => String(file));
    });
  }

  /** Parses text once; later queries read the table. Whole numbers become doubles: a later row may hold 1.5. */
  async #materialise(
    relation: Relation,
    from: string,
    given: Readonly<Record<string, string>>,
  ): Promise<string> {
    const columns = await this.describe(from, relation);
    const widened = Object.fromEntries(
      columns
        .filter(({ name, integer }) => integer && given[name] === undefined)
        .map(({ name }) => [name, 'DOUBLE']),
    );
    const name = quoteIdentifier(`text ${this.#from.size}`);
    const types = Object.entries(widened).map(([column, type]) => `${quoteText(column)}: '${type}'`);
    const typed = from.startsWith('read_csv') && types.length > 0 ? withTypes(from, types) : from;
    await this.query(`CREATE TEMP TABLE ${name} AS SELECT * FROM ${typed}`, relation);
    // an identifier is told by its whole numbers, which the table no longer shows
    const kinds = new Map(columns.map((column) => [column.name, column]));
    const stored = await this.describe(name, relation);
    const described = stored.map((column) => ({
      ...column,
      integer: kinds.get(column.name)?.integer ?? false,
    }));
    this.#columns.set(JSON.stringify(relation), Promise.resolve(described));
    return name;
  }
}

/** The file that a relation reads, for messages. */
export function place(relation: Relation): { file?: string } {
  const [file] = 'files' in relation ? relation.files : [];
  return file === undefined ? {} : { file };
}

function withTypes(from: string, types: readonly string[]): string {
  const existing = /types=\{(.*)\}\)$/.exec(from);
  return existing === null
    ? from.replace(/\)$/, `, types={${types.join(', ')}})`)
    : from.replace(/types=\{(.*)\}\)$/, (_, given: string) => `types={${[given, ...types].join(', ')}})`);
}

function kindOf(type: string): Pick<Column, 'kind' | 'integer'> {
  const integer = INTEGER.test(type) && !type.endsWith(']');
  if (type.endsWith(']')) return { kind: 'unsupported', integer };
  if (NUMERIC.test(type)) return { kind: 'numeric', integer };
  if (/^(VARCHAR|BOOLEAN|ENUM|UUID)/.test(type)) return { kind: 'categorical', integer };
  if (/^(TIMESTAMP|DATE|TIME)/.test(type)) return { kind: 'timestamp', integer };
  return { kind: 'unsupported', integer };
}

function remember<T>(
  memory: Map<string, Promise<T>>,
  relation: Relation,
  make: () => Promise<T>,
): Promise<T> {
  const key = JSON.stringify(relation);
  const known = memory.get(key);
  if (known !== undefined) return known;
  const made = make();
  memory.set(key, made);
  return made;
}
