import { createWriteStream } from 'node:fs';
import { chmod, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { DriftError } from '../errors.js';

/** One refused row, as a line of NDJSON. */
export interface QuarantinedRow {
  readonly file: string;
  /** Counted from 1, a header and empty lines apart. */
  readonly row: number;
  readonly reasons: readonly {
    readonly rule: string;
    readonly column?: string;
    readonly expected: string;
  }[];
  /** How often it was tried again. */
  readonly replayed: number;
  /** Its values as text by column; of what is no row, the text itself. */
  readonly raw: unknown;
}

const origin = z.object({ file: z.string(), row: z.number(), replayed: z.number().prefault(0) });

/** Where a row that is tried again came from. */
export function originOf(line: string): z.output<typeof origin> | undefined {
  try {
    return origin.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

/** The refused rows of one model: the one place with raw rows, for its owner's eyes only. */
export class Quarantine {
  readonly #folder: string;

  constructor(path: string, model: string) {
    this.#folder = join(
      path,
      encodeURIComponent(model).replace(/^\.+$/, (dots) => dots.replaceAll('.', '%2E')),
    );
  }

  get folder(): string {
    return this.#folder;
  }

  /** Makes the folder, and removes what an ingest that broke off has left of a file from a row on. */
  async open(content: string, position: number): Promise<void> {
    await this.#guarded(async () => {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      await chmod(this.#folder, 0o700);
      for (const name of await readdir(this.#folder)) {
        const [, of, from] = /^([0-9a-f]+)-(\d+)-\d+\.ndjson(?:\.tmp)?$/.exec(name) ?? [];
        if (of === content.slice(0, NAME_LENGTH) && (Number(from) >= position || name.endsWith('.tmp')))
          await rm(join(this.#folder, name), { force: true });
      }
    });
  }

  /** Writes the refused rows of a batch, which appear together or not at all. @returns how many */
  async write(name: string, rows: AsyncIterable<QuarantinedRow>): Promise<number> {
    return this.#guarded(async () => {
      const path = join(this.#folder, `${name}.ndjson`);
      let count = 0;
      const lines = async function* (): AsyncGenerator<string> {
        for await (const row of rows) {
          count++;
          yield `${JSON.stringify(row)}\n`;
        }
      };
      await pipeline(lines, createWriteStream(`${path}.tmp`, { mode: 0o600 }));
      if (count === 0) await rm(`${path}.tmp`, { force: true });
      else {
        const handle = await open(`${path}.tmp`);
        await handle.sync();
        await handle.close();
        await rename(`${path}.tmp`, path);
      }
      return count;
    });
  }

  /** Its files, by name. */
  async files(): Promise<string[]> {
    const names = await readdir(this.#folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw unwritable(this.#folder, error);
    });
    return names
      .filter((name) => name.endsWith('.ndjson'))
      .sort()
      .map((name) => join(this.#folder, name));
  }

  async remove(file: string): Promise<void> {
    await this.#guarded(() => rm(file, { force: true }));
  }

  /** Removes files that have not been written to for as long as `retention`, in milliseconds. @returns how many */
  async expire(retention: number, now: number): Promise<number> {
    let removed = 0;
    for (const file of await this.files()) {
      const { mtimeMs } = await stat(file);
      if (now - mtimeMs <= retention) continue;
      await this.remove(file);
      removed++;
    }
    return removed;
  }

  async #guarded<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      throw error instanceof DriftError ? error : unwritable(this.#folder, error);
    }
  }
}

/** What a file's batches are called: its content in short, and its rows. */
export const NAME_LENGTH = 24;

function unwritable(file: string, cause: unknown): DriftError {
  const { code } = cause as NodeJS.ErrnoException;
  return new DriftError(
    'quarantine_unwritable',
    code === 'ENOSPC'
      ? 'the disk of the quarantine is full; make room there, and run the ingest again'
      : `the quarantine cannot be written (${code ?? String(cause)}); check its folder and permissions (models[…].ingest.quarantine.path)`,
    { file, cause },
  );
}
