import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DriftError } from '../../errors.js';
import type { IngestInput } from '../../ingest/ingestFile.js';
import type { FileOutcome } from '../../ingest/ingestModel.js';
import { listGlob } from '../../ingest/listGlob.js';
import { duckdbFiles, expandPath } from '../../sources/duckdbFiles.js';
import type { IngestCommandOptions } from '../ingest.js';

export interface IngestInputs {
  readonly inputs: readonly IngestInput[];
  /** Paths that name nothing that can be read: they do not stop the others. */
  readonly unreadable: readonly FileOutcome[];
  /** Removes what was kept of the standard input. */
  remove(): Promise<void>;
}

/** The files of the command line, one by one; the standard input is a temporary file first, since it is read more than once. */
export async function ingestInputs(
  paths: readonly string[],
  { input, maxStdin }: Pick<IngestCommandOptions, 'input' | 'maxStdin'>,
): Promise<IngestInputs> {
  const inputs: IngestInput[] = [];
  const unreadable: FileOutcome[] = [];
  let folder: string | undefined;
  const remove = async (): Promise<void> => {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  };
  try {
    for (const path of paths) {
      if (path !== '-') {
        for (const { file, input: found, error } of await filesOf(path)) {
          if (found !== undefined) inputs.push(found);
          else unreadable.push({ file, ...(error === undefined ? {} : { error }) });
        }
        continue;
      }
      if (folder !== undefined) throw new DriftError('usage', 'the standard input can be read once only');
      if (input === undefined) {
        throw new DriftError('usage', 'say what the standard input is: --input csv, tsv, ndjson or parquet');
      }
      folder = await mkdtemp(join(tmpdir(), 'drift-exporter-stdin-'));
      const file = join(folder, `stdin.${input}`);
      await keep(file, maxStdin);
      inputs.push(await inputOf(file, 'stdin'));
    }
    return { inputs, unreadable, remove };
  } catch (error) {
    await remove();
    throw error instanceof DriftError &&
      folder !== undefined &&
      error.context.file?.startsWith(folder) === true
      ? new DriftError(error.code, error.detail, { ...error.context, file: 'stdin' })
      : error;
  }
}

interface Found {
  readonly file: string;
  readonly input?: IngestInput;
  readonly error?: DriftError;
}

/** The files of a path or a glob, each as an input, or with why it is none. */
async function filesOf(path: string): Promise<Found[]> {
  const unreadable =
    (file: string) =>
    (error: unknown): Found => {
      if (error instanceof DriftError) return { file, error };
      throw error;
    };
  const files = await expandPath(path, listGlob).catch(unreadable(path));
  if (!Array.isArray(files)) return [files];
  return Promise.all(
    files.map((name) => {
      const file = resolve(name);
      return inputOf(file, file).then((input) => ({ file, input }), unreadable(file));
    }),
  );
}

async function inputOf(file: string, name: string): Promise<IngestInput> {
  return { file, name, files: await duckdbFiles([file], listGlob), replay: false };
}

async function keep(file: string, most: number): Promise<void> {
  let bytes = 0;
  const limit = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes <= most) return done(null, chunk);
      done(
        new DriftError(
          'input_malformed',
          `is longer than ${most >> 20} MiB; save it as a file and ingest that, or raise --max-stdin`,
          { file: 'stdin' },
        ),
      );
    },
  });
  try {
    await pipeline(process.stdin, limit, createWriteStream(file, { mode: 0o600 }));
  } catch (cause) {
    if (cause instanceof DriftError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    throw new DriftError(
      'input_unreadable',
      code === 'ENOSPC'
        ? 'does not fit on the disk of the temporary folder; make room there, or set TMPDIR to another disk'
        : `cannot be read (${code ?? String(cause)})`,
      { file: 'stdin', cause },
    );
  }
}
