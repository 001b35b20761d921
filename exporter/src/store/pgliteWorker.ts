import { parentPort, workerData } from 'node:worker_threads';
import type { PGlite } from '@electric-sql/pglite';
import { openFolder } from './pgliteFolder.js';

/** What the main thread asks for. */
export type PgliteRequest = {
  readonly id: number;
  readonly sql: string;
  /** Absent: several statements without values. */
  readonly values?: readonly unknown[];
};

/** What it gets: rows, or what went wrong. An answer with id 0 tells how opening went. */
export type PgliteAnswer =
  | { readonly id: number; readonly rows: readonly object[] }
  | { readonly id: number; readonly error: PgliteError };

export interface PgliteError {
  readonly code: string;
  /** After FATAL and PANIC nothing is answered any more. */
  readonly severity: string;
  readonly message: string;
}

/** Between two checkpoints so much may be written; what a crash leaves behind is worked through at the next start. */
const CHECKPOINT_BYTES = 64 * 1024 * 1024;
const CHECK_EVERY = 100;

let statements = 0;

const opening = openFolder(workerData as string);
opening.then(
  () => answer({ id: 0, rows: [] }),
  (error: unknown) => answer(failure(0, error)),
);

parentPort?.on('message', (request: PgliteRequest) => {
  void opening.then((database) => run(database, request)).then(answer, () => undefined);
});

async function run(database: PGlite, { id, sql, values }: PgliteRequest): Promise<PgliteAnswer> {
  try {
    if (values === undefined) {
      await database.exec(sql);
      return { id, rows: [] };
    }
    const { rows } = await database.query<object>(sql, [...values]);
    if (sql === 'COMMIT') await checkpoint(database);
    return { id, rows };
  } catch (error) {
    return failure(id, error);
  }
}

/** A single process has nobody in the background who would do it. */
async function checkpoint(database: PGlite): Promise<void> {
  if (++statements % CHECK_EVERY !== 0) return;
  const { rows } = await database.query<{ bytes: number }>(
    'SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), redo_lsn)::float8 AS bytes FROM pg_control_checkpoint()',
  );
  if ((rows[0]?.bytes ?? 0) > CHECKPOINT_BYTES) await database.exec('CHECKPOINT; ANALYZE');
}

function answer(message: PgliteAnswer): void {
  parentPort?.postMessage(message);
}

/** Emscripten's numbers of what a full or closed disk answers. */
const systemErrors: Readonly<Record<number, string>> = {
  2: 'EACCES',
  19: 'EDQUOT',
  29: 'EIO',
  51: 'ENOSPC',
  63: 'EPERM',
  69: 'EROFS',
};

function failure(id: number, error: unknown): PgliteAnswer {
  const { code, severity, errno, message } = (error ?? {}) as Readonly<Record<string, unknown>>;
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  const system = typeof errno === 'number' ? systemErrors[errno] : undefined;
  const said = typeof message === 'string' && message !== '' ? message : (system ?? `error ${String(errno)}`);
  return { id, error: { code: text(code ?? system), severity: text(severity), message: said } };
}
