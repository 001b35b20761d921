import { DriftError, type ErrorCode } from '../../errors.js';
import { jsonReply, type Reply } from './reply.js';

/** Errors that are not the exporter's own fault, by code; all others are. */
const statuses: Partial<Record<ErrorCode, number>> = {
  request_invalid: 400,
  alert_unknown: 404,
  model_unknown: 404,
  feature_unknown: 404,
  window_unknown: 404,
  segment_unknown: 404,
  reference_missing: 409,
  source_unreachable: 502,
  source_denied: 502,
  source_failed: 502,
  source_timeout: 504,
  picture_unavailable: 501,
  request_timeout: 503,
  store_unreachable: 503,
  store_locked: 503,
  spool_unwritable: 503,
  stream_unwritable: 503,
  stream_not_ready: 503,
  stream_busy: 429,
  no_stream: 409,
  rows_too_many: 413,
  key_reused: 422,
  content_type_unknown: 415,
};

/** What express and its body parser complain about, in our words. */
const complaints: Readonly<Record<number, readonly [code: string, message: string]>> = {
  400: ['request_malformed', 'the request is malformed'],
  408: ['body_too_slow', 'the request body took too long to come'],
  413: ['body_too_large', 'the request body is too large'],
  415: ['encoding_unknown', 'the encoding of the request body is not supported'],
};

/** The one shape of every error: `{ error: { code, message } }`. */
export function problem(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return { ...jsonReply({ error: { code, message } }, status), headers };
}

/**
 * The reply to whatever a route or a parser has thrown. Messages of `DriftError` are written for people and hide
 * secrets; of any other error nothing is told, but `unexpected` hears of it.
 */
export function errorReply(error: unknown, unexpected: (error: unknown) => void): Reply {
  if (error instanceof DriftError) {
    const status = statuses[error.code] ?? 500;
    return problem(status, error.code, error.message, retry(status, error.context.retryAfter));
  }
  const complaint = complaints[statusOf(error)];
  if (complaint !== undefined) {
    const status = statusOf(error);
    const [code, message] = complaint;
    return problem(status, code, message + atMost(error), status === 408 ? { Connection: 'close' } : {});
  }
  unexpected(error);
  return problem(500, 'internal', 'an internal error, see the log of the exporter');
}

/** Whoever comes again soon finds room; what is down takes longer. */
function retry(status: number, after?: number): Readonly<Record<string, string>> {
  if (status === 429) return { 'Retry-After': String(after ?? 1) };
  return status === 503 ? { 'Retry-After': String(after ?? 5) } : {};
}

/** How large a body may be, which the error of a larger one knows. */
function atMost(error: unknown): string {
  const known = typeof error === 'object' && error !== null && 'limit' in error ? error.limit : undefined;
  return typeof known === 'number' ? `; send at most ${known} bytes at once` : '';
}

function statusOf(error: unknown): number {
  return typeof error === 'object' && error !== null && 'status' in error ? Number(error.status) : 0;
}
