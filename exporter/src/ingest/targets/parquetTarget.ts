import { mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DriftError } from '../../errors.js';
import { quoteIdentifier, quoteText } from '../../sources/sql.js';
import { lockFolder, type FolderLock } from '../../store/folderLock.js';
import type { Batch } from '../batch.js';
import { NAME_LENGTH } from '../quarantine.js';
import type { OutputColumn } from '../shape.js';
import type { BatchWriter, LedgerEntry, Target, TargetColumn } from './target.js';

/** So many rows make files of a good size. */
const ROWS_PER_FILE = 1_000_000;
const LOCK_RETRY = 500;

/**
 * A folder of Parquet files, one a batch. A file is written under another name and renamed; then the ledger, one file of JSON for each
 * that was ingested, in `.drift-ingest`. What a crash leaves beyond the ledger is removed by the next ingest.
 */
export class ParquetTarget implements Target {
  readonly batchRows = ROWS_PER_FILE;
  #lock: FolderLock | undefined;

  constructor(readonly place: string) {}

  get #ledger(): string {
    return join(this.place, '.drift-ingest');
  }

  async columns(): Promise<readonly TargetColumn[] | undefined> {
    const columns = await this.#read<OutputColumn[]>(join(this.#ledger, 'columns.json'));
    return columns?.map((column) => ({ ...column, required: false }));
  }

  async lock(onWait: () => void): Promise<void> {
    await this.#guarded(() => mkdir(this.#ledger, { recursive: true }));
    for (let waits = false; ;) {
      try {
        this.#lock = await this.#guarded(() => lockFolder(this.#ledger));
        return;
      } catch (error) {
        if (!(error instanceof DriftError) || error.code !== 'store_locked') throw error;
      }
      if (!waits) onWait();
      waits = true;
      await delay(LOCK_RETRY);
    }
  }

  entry(content: string): Promise<LedgerEntry | undefined> {
    return this.#read<LedgerEntry>(this.#entryPath(content));
  }

  async latest(file: string): Promise<LedgerEntry | undefined> {
    const names = await readdir(this.#ledger).catch(() => []);
    const entries = await Promise.all(
      names.filter((name) => /^[0-9a-f]{64}\.json$/.test(name)).map((name) => this.entry(name.slice(0, 64))),
    );
    return entries
      .filter((entry) => entry?.file === file)
      .sort((a, b) => (b?.updated ?? 0) - (a?.updated ?? 0))[0];
  }

  async begin(entry: LedgerEntry, _rows: number, replaced?: string): Promise<void> {
    if (replaced !== undefined) {
      const { position } = entry;
      await this.#guarded(() => this.#clear({ content: replaced, position }));
    }
    await this.#save(entry);
    if (replaced !== undefined) await this.#guarded(() => rm(this.#entryPath(replaced), { force: true }));
  }

  async write(
    before: LedgerEntry,
    work: (writer: BatchWriter) => Promise<LedgerEntry>,
  ): Promise<LedgerEntry> {
    await this.#guarded(() => this.#clear(before));
    let written: (() => Promise<void>) | undefined;
    const writer: BatchWriter = {
      known: (batch, key) => this.#known(batch, key),
      append: async (batch) => {
        const path = join(this.place, `${batch.name}.parquet`);
        await this.#guarded(async () => {
          await this.#settle(batch.columns);
          await batch.toParquet(`${path}.tmp`);
          await sync(`${path}.tmp`);
        });
        written = () => rename(`${path}.tmp`, path);
        return [];
      },
    };
    const after = await work(writer);
    await this.#guarded(async () => {
      await written?.();
      await sync(this.place);
    });
    await this.#save(after);
    return after;
  }

  async close(): Promise<void> {
    await this.#lock?.release();
  }

  /** Rows whose key any file has. */
  async #known(batch: Batch, key: readonly string[]): Promise<number[]> {
    const names = await readdir(this.place);
    if (!names.some((name) => name.endsWith('.parquet'))) return [];
    const columns = key.map(quoteIdentifier).join(', ');
    const rows = await batch.scratch.query(
      `SELECT __row FROM batch SEMI JOIN (SELECT ${columns} FROM read_parquet(${quoteText(join(this.place, '*.parquet'))}, union_by_name=true))
       USING (${columns})`,
    );
    return rows.map(([row]) => Number(row));
  }

  /** Removes what was written of a file beyond its entry. */
  async #clear({ content, position }: Pick<LedgerEntry, 'content' | 'position'>): Promise<void> {
    for (const name of await readdir(this.place)) {
      const [, of, from, unfinished] = /^([0-9a-f]+)-(\d+)-\d+\.parquet(\.tmp)?$/.exec(name) ?? [];
      if (of !== content.slice(0, NAME_LENGTH)) continue;
      if (Number(from) >= position || unfinished !== undefined)
        await rm(join(this.place, name), { force: true });
    }
  }

  /** The first file settles the columns. */
  async #settle(columns: readonly OutputColumn[]): Promise<void> {
    const path = join(this.#ledger, 'columns.json');
    if ((await this.#read(path)) === undefined) await replace(path, columns);
  }

  async #save(entry: LedgerEntry): Promise<void> {
    await this.#guarded(async () => {
      await mkdir(this.#ledger, { recursive: true });
      await replace(this.#entryPath(entry.content), entry);
    });
  }

  #entryPath(content: string): string {
    return join(this.#ledger, `${content}.json`);
  }

  async #read<Content>(path: string): Promise<Content | undefined> {
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
      throw unwritable(this.place, error);
    });
    if (text === undefined) return undefined;
    try {
      return JSON.parse(text) as Content;
    } catch (cause) {
      throw new DriftError(
        'target_failed',
        'is damaged; restore it from a backup, or ingest into another folder',
        {
          file: path,
          cause,
        },
      );
    }
  }

  async #guarded<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      // DuckDB writes here, and to its own temporary files
      const cause = error instanceof DriftError ? error.context.cause : error;
      const isHere = cause instanceof Error && cause.message.includes(this.place);
      throw error instanceof DriftError && !isHere ? error : unwritable(this.place, cause);
    }
  }
}

/** Replaces a file of JSON as a whole. */
async function replace(path: string, content: unknown): Promise<void> {
  await writeFile(`${path}.tmp`, `${JSON.stringify(content, null, 2)}\n`);
  await sync(`${path}.tmp`);
  await rename(`${path}.tmp`, path);
}

/** Has the disk hold what was written of a file or a folder. */
async function sync(path: string): Promise<void> {
  const handle = await open(path);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function unwritable(file: string, cause: unknown): DriftError {
  const { code, message } = cause as NodeJS.ErrnoException;
  const isFull = code === 'ENOSPC' || /No space left/i.test(message);
  return new DriftError(
    'target_unwritable',
    isFull
      ? 'the disk of the target folder is full; make room there, and run the ingest again'
      : `the target folder cannot be written (${code ?? message}); check its path and permissions`,
    { file, cause },
  );
}
