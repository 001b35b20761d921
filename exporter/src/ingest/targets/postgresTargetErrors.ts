import { DriftError, type ErrorCode } from '../../errors.js';
import { postgresError } from '../../sources/postgresErrors.js';

/** A value or a row that a table does not take: wrong data, or a constraint. */
export function isDataError(error: unknown): error is DriftError {
  const cause = error instanceof DriftError ? error.context.cause : undefined;
  return /^(22|23)/.test((cause as { code?: string } | undefined)?.code ?? '');
}

const codes: Partial<Record<ErrorCode, ErrorCode>> = {
  source_unreachable: 'target_unreachable',
  source_denied: 'target_denied',
  source_timeout: 'target_unreachable',
  input_missing: 'target_missing',
};

/** What PostgreSQL or the network said while rows were written. */
export function targetError(cause: unknown, source: string, place: string): DriftError {
  if (cause instanceof DriftError) return cause;
  const {
    code = '',
    name = '',
    message = '',
  } = (cause ?? {}) as { code?: string; name?: string; message?: string };
  const say = (kind: ErrorCode, detail: string): DriftError =>
    new DriftError(kind, detail, { source, cause });
  if (code === '42501') {
    return say(
      'target_denied',
      `${message} of ${place}; grant the user usage of the schema, select and insert on the table, and the same and update on drift_ingest.files (docs/INGEST.md)`,
    );
  }
  if (name === 'AbortError' || name === 'TimeoutError') {
    return say(
      'target_unreachable',
      `no answer of ${place} in time; run the ingest again, it goes on from there`,
    );
  }
  if (/^(22|23)/.test(code)) return say('target_failed', message);
  if (code === '25006') return say('target_denied', `${place} only lets itself be read: ${message}`);
  const known = postgresError(cause, { source }, { address: place, user: '', statementTimeout: 0 });
  const kind = codes[known.code] ?? 'target_failed';
  return kind === 'target_unreachable'
    ? say(
        kind,
        `${place} cannot be reached: ${message || code}; run the ingest again once it is back, it goes on from there`,
      )
    : say(kind, known.detail);
}
