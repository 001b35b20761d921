import { DriftError, type ErrorCode } from '../errors.js';

interface DatabaseError {
  readonly code?: string;
  readonly severity?: string;
  readonly message?: string;
}

const unreachable =
  /^(ECONN|EHOST|ENET|ENOTFOUND|EAI_|ETIMEDOUT|EPIPE|08|57P0|53300|3D000)|timeout exceeded when trying to connect|timeout expired|connection terminated|client has encountered a connection error|client was closed|calling end on the pool|query read timeout|certificate|self-signed|does not support SSL/i;
const full =
  /^(53100|58030|ENOSPC|EROFS|EACCES|EPERM|EDQUOT|EIO|ENOTDIR|EEXIST|25006)|no space left|read-only file system/i;

/** Statements that took no turn or found no memory: later they may. */
const late = /^(57014|55P03|40P01|40001|53[24]00)$/;

/** A deadlock or a broken promise of serial order: the same work may well succeed the next time. */
export function isRetriable(error: unknown): boolean {
  const { code } = ((error instanceof DriftError ? error.context.cause : error) ?? {}) as DatabaseError;
  return code === '40P01' || code === '40001';
}

/** Whether the connection may be in any state. */
export function isBroken(error: unknown): boolean {
  const { code = '', severity = '', message = '' } = (error ?? {}) as DatabaseError;
  if (severity === 'FATAL' || severity === 'PANIC') return true;
  // whatever the server said itself has five letters
  return unreachable.test(code || message) || !/^[0-9A-Z]{5}$/.test(code);
}

/** What a database or the network said, in our words, without user or password. */
export function storeError(cause: unknown, place: string): DriftError {
  if (cause instanceof DriftError) return cause;
  // read by its properties: an error may come from another thread
  const { code = '', message = '' } = (cause ?? {}) as DatabaseError;
  const [kind, detail] = explain(code, code === '' ? message : code, firstLine(message) || code, place);
  return new DriftError(kind, detail, { cause });
}

function explain(code: string, sign: string, said: string, place: string): [ErrorCode, string] {
  if (unreachable.test(sign) || unreachable.test(said)) {
    const advice = /does not support SSL/i.test(said)
      ? 'turn TLS on there, or say ?sslmode=disable in its url where nobody can listen'
      : 'check that it runs and takes connections';
    return ['store_unreachable', `cannot reach the store at ${place}: ${said}; ${advice}`];
  }
  if (full.test(sign) || full.test(said)) {
    return ['store_unwritable', `cannot write to the store at ${place}: ${said}; check its space and rights`];
  }
  if (code.startsWith('28')) {
    return [
      'store_denied',
      `the store at ${place} refuses the connection: ${said}; check user, password and pg_hba.conf`,
    ];
  }
  if (code === '42501') {
    return ['store_denied', `the store at ${place} refuses: ${said}; see provisioning/postgres/roles.sql`];
  }
  // its thread has ended, or was ended
  if (code === '' && said.includes('embedded database')) {
    return ['store_unreachable', `the store at ${place} failed: ${said}`];
  }
  if (late.test(code)) {
    return [
      'store_unreachable',
      `the store at ${place} gave no answer in time: ${said}; check its load and locks`,
    ];
  }
  if (code.startsWith('XX'))
    return ['store_corrupt', `the store at ${place} is damaged: ${said}; restore a backup`];
  return ['store_failed', `the store at ${place} failed: ${said}`];
}

function firstLine(message: string): string {
  const line = message.split('\n', 1)[0] ?? '';
  // names such as "ECONNREFUSED" keep their capitals
  const start = /^[A-Z][a-z]/.test(line) ? line.charAt(0).toLowerCase() + line.slice(1) : line;
  return start.replace(/[.\s]+$/, '');
}
