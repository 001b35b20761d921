import { join } from 'node:path';
import { DriftError } from '../errors.js';
import { duckdbError } from '../sources/duckdbErrors.js';
import { openDuckDB, type OpenDuckDB } from '../sources/duckdbInstance.js';
import { DEFAULT_THREADS } from '../sources/duckdbScan.js';
import { quoteText } from '../sources/sql.js';

/** What DuckDB may use before it spills to the disk: a file is worked on in flat memory, however long it is. */
const MEMORY_LIMIT = '512MB';

/** A database of one ingest's own, in which its file is taken apart, judged and put together again. */
export class Scratch {
  readonly #database: OpenDuckDB;
  /** What is read, for messages. */
  readonly #file: string;

  private constructor(database: OpenDuckDB, file: string) {
    this.#database = database;
    this.#file = file;
  }

  /** @param timeZone in which times without a zone are read */
  static async open(file: string, timeZone: string): Promise<Scratch> {
    const database = await openDuckDB({
      threads: DEFAULT_THREADS,
      memoryLimit: MEMORY_LIMIT,
      ordered: true,
    });
    const scratch = new Scratch(database, file);
    await scratch.query(`SET TimeZone = ${quoteText(timeZone)}`);
    return scratch;
  }

  /** The path of a temporary file. */
  path(name: string): string {
    return join(this.#database.folder, name);
  }

  /** The rows of a small result; BIGINT as number. @throws DriftError in the words of the sources */
  async query(sql: string): Promise<unknown[][]> {
    try {
      const result = await this.#database.use((connection) => connection.runAndReadAll(sql));
      return result
        .getRowsJS()
        .map((row) => row.map((value) => (typeof value === 'bigint' ? Number(value) : value)));
    } catch (cause) {
      throw scratchError(cause, this.#file);
    }
  }

  /** The rows of a result of any size, some at a time. */
  async *stream(sql: string): AsyncGenerator<unknown[][]> {
    try {
      const result = await this.#database.use((connection) => connection.stream(sql));
      for (;;) {
        const chunk = await this.#database.use(() => result.fetchChunk());
        if (chunk === null || chunk.rowCount === 0) return;
        yield chunk.getRows() as unknown[][];
      }
    } catch (cause) {
      throw scratchError(cause, this.#file);
    }
  }

  /** The first number of the first row. */
  async number(sql: string): Promise<number> {
    const [[value] = []] = await this.query(sql);
    return Number(value ?? 0);
  }

  async close(): Promise<void> {
    await this.#database.close();
  }
}

function scratchError(cause: unknown, file: string): DriftError {
  const message = cause instanceof Error ? cause.message : String(cause);
  return /No space left|max_temp_directory_size|failed to offload/i.test(message)
    ? new DriftError(
        'target_unwritable',
        'the disk of the temporary folder is full; make room there, or set TMPDIR to another disk',
        { file, cause },
      )
    : duckdbError(cause, { file });
}
