import type { DuckDBConnection } from '@duckdb/node-api';
import { DriftError } from '../errors.js';
import { quoteIdentifier, quoteText, subquery } from './sql.js';
import { duckdbError } from './duckdbErrors.js';
import { duckdbFiles, readFiles, type DuckDBFiles } from './duckdbFiles.js';
import type { OpenDuckDB } from './duckdbInstance.js';
import { duckdbTime, instantOf, timeLimit, type DuckDBTime } from './duckdbTime.js';
import { fileStamp } from './fileStamp.js';
import { explainTextError, textTypes } from './duckdbText.js';
import type { Column, OnAnswer, Relation, Selection } from './source.js';

type FileRelation = Extract<Relation, { readonly files: readonly string[] }>;

const NUMERIC = /^(DOUBLE|FLOAT|REAL|DECIMAL|U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER)/;
const INTEGER = /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER)/;

/** A text file as it was parsed. */
interface ParsedText {
  readonly table: string;
  readonly columns: Column[];
  /** Of the files. */
  readonly stamp: string;
  /** The table before this one. */
  readonly previous: string | undefined;
}

/** The relations of one DuckDB: what to write after FROM, and which columns they have. */
export class DuckDBRelations {
  readonly #from = new Map<string, Promise<string>>();
  readonly #columns = new Map<string, Promise<Column[]>>();
  /** Text files, once they are tables. */
  readonly #parsed = new Map<string, ParsedText>();
  /** How often text has been parsed anew, by relation. */
  readonly #generations = new Map<string, number>();
  /** The table that the text before it had changed was parsed into. */
  readonly #previous = new Map<string, string>();
  #tables = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    readonly database: OpenDuckDB,
    readonly onAnswer?: OnAnswer,
  ) {}

  /** One query at a time: a second one on the connection would end the first one's stream. */
  exclusive<T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> {
    const result = this.#last.then(async () => {
      const answer = await this.database.use(work);
      this.onAnswer?.();
      return answer;
    });
    this.#last = result.catch(() => undefined);
    return result;
  }

  from(relation: Relation): Promise<string> {
    return remember(this.#from, relation, () => this.#resolve(relation));
  }

  columns(relation: Relation): Promise<Column[]> {
    return remember(this.#columns, relation, async () => {
      if ('files' in relation && relation.columnTypes === undefined) {
        const files = await this.#files(relation);
        return this.#describeFiles(files, {}, relation);
      }
      const from = await this.from(relation);
      return this.#parsed.get(JSON.stringify(relation))?.columns ?? this.describe(from, relation);
    });
  }

  /** Has text files read anew where they have changed since: other files, other sizes, other times. */
  async refresh(relation: Relation): Promise<void> {
    const key = JSON.stringify(relation);
    const parsed = this.#parsed.get(key);
    if (parsed === undefined || !('files' in relation)) return;
    const files = await this.#files(relation);
    if ((await fileStamp(files.files)) === parsed.stamp || this.#parsed.get(key) !== parsed) return;
    for (const memory of [this.#from, this.#columns, this.#parsed]) memory.delete(key);
    this.#generations.set(key, this.generation(relation) + 1);
    // a query may be about to read the last table, and none the one before that
    if (parsed.previous !== undefined) await this.query(`DROP TABLE IF EXISTS ${parsed.previous}`, relation);
    this.#previous.set(key, parsed.table);
  }

  /** Another number once text has been parsed anew. */
  generation(relation: Relation): number {
    return this.#generations.get(JSON.stringify(relation)) ?? 0;
  }

  /** FROM and WHERE of a selection. */
  async rows({ relation, timestampColumn, timestampZone, from, to }: Selection): Promise<string> {
    const source = await this.from(relation);
    if (from === undefined && to === undefined) return source;
    if (timestampColumn === undefined) {
      throw new DriftError('config_invalid', 'a time range needs a timestamp_column');
    }
    const time = await this.#time(relation, timestampColumn, timestampZone);
    const bounds = [
      from === undefined ? [] : [timeLimit(time, '>=', from)],
      to === undefined ? [] : [timeLimit(time, '<', to)],
    ].flat();
    return `${source} WHERE ${bounds.join(' AND ')}`;
  }

  /** SQL that gives a row's time, for `epoch_ms`. */
  async instant(relation: Relation, name: string, zone = 'UTC'): Promise<string> {
    return instantOf(await this.#time(relation, name, zone));
  }

  async #time(relation: Relation, name: string, zone = 'UTC'): Promise<DuckDBTime> {
    const column = (await this.columns(relation)).find((candidate) => candidate.name === name);
    if (column === undefined) {
      throw new DriftError(
        'column_missing',
        `there is no timestamp column ${JSON.stringify(name)}`,
        place(relation),
      );
    }
    if (column.kind !== 'timestamp') await this.#requireTimes(relation, column);
    return duckdbTime(name, column.type, zone);
  }

  /** Fails where a column holds no times. In a text file, text may: without any value, there is nothing to tell. */
  async #requireTimes(relation: Relation, { name, type }: Column): Promise<void> {
    const isText = 'files' in relation && type === 'VARCHAR';
    if (isText) {
      // names the first line that is no time
      await this.columns({ ...relation, columnTypes: { ...relation.columnTypes, [name]: 'TIMESTAMP' } });
      return;
    }
    const conversion = NUMERIC.test(type) ? 'to_timestamp(…)' : 'a cast';
    throw new DriftError(
      'column_type',
      `column ${JSON.stringify(name)} is ${type}, not a timestamp; read it by a query with ${conversion}`,
      place(relation),
    );
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
    if ('query' in relation) return subquery(relation.query, 'query');
    const files = await this.#files(relation);
    return files.format === 'parquet' ? readFiles(files) : this.#parse(relation, files);
  }

  #files(relation: FileRelation): Promise<DuckDBFiles> {
    return duckdbFiles(relation.files, async (pattern) => {
      const rows = await this.query(`SELECT file FROM glob(${quoteText(pattern)})`, relation);
      return rows.map(([file]) => String(file));
    });
  }

  async #describeFiles(
    files: DuckDBFiles,
    types: Readonly<Record<string, string>>,
    relation: Relation,
  ): Promise<Column[]> {
    try {
      return await this.describe(readFiles(files, files.format === 'csv' ? types : {}), relation);
    } catch (error) {
      throw await explainTextError(error, files, types, (sql) => this.query(sql, relation));
    }
  }

  /** Parses text once; later queries read the table. */
  async #parse(relation: FileRelation, files: DuckDBFiles): Promise<string> {
    const given = relation.columnTypes ?? {};
    // before it is read: what changes meanwhile is read once more
    const stamp = await fileStamp(files.files);
    const guessed = await this.#describeFiles(files, given, relation);
    const types = textTypes(files, guessed, given);
    const name = quoteIdentifier(`text ${this.#tables++}`);
    try {
      await this.query(`CREATE TEMP TABLE ${name} AS SELECT * FROM ${readFiles(files, types)}`, relation);
    } catch (error) {
      throw await explainTextError(error, files, types, (sql) => this.query(sql, relation));
    }
    // an identifier is told by its whole numbers, which the table no longer shows
    const whole = new Set(guessed.filter(({ integer }) => integer).map((column) => column.name));
    const stored = await this.describe(name, relation);
    const key = JSON.stringify(relation);
    this.#parsed.set(key, {
      table: name,
      stamp,
      previous: this.#previous.get(key),
      columns: stored.map((column) => ({ ...column, integer: whole.has(column.name) })),
    });
    return name;
  }
}

/** The file that a relation reads, for messages. */
export function place(relation: Relation): { file?: string } {
  const [file] = 'files' in relation ? relation.files : [];
  return file === undefined ? {} : { file };
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
