import type { QueryError } from 'trino-client';
import { DriftError, type ErrorCode, type ErrorContext } from '../errors.js';

/** What an error may need to name. */
export interface TrinoPlace {
  /** `host:port/catalog`, never with a user or a password. */
  readonly address: string;
  readonly user: string;
  /** In milliseconds. */
  readonly timeout: number;
}

/** What axios throws, as far as it is read here. */
interface HttpError extends Error {
  readonly code?: string;
  readonly response?: { readonly status: number; readonly data: unknown };
}

const notThere = /^((CATALOG|SCHEMA|TABLE)_NOT_FOUND|MISSING_(CATALOG|SCHEMA)_NAME)$/;
const columnType =
  /^(TYPE_MISMATCH|INVALID_CAST_ARGUMENT|FUNCTION_NOT_FOUND|NUMERIC_VALUE_OUT_OF_RANGE|INVALID_FUNCTION_ARGUMENT|DIVISION_BY_ZERO)$/;
/** Killed, restarting, without a worker: the next check may succeed. */
const ofTheMoment =
  /^(ADMINISTRATIVELY_|USER_CANCELED|ABANDONED_|SERVER_|NO_NODES_|REMOTE_|PAGE_TRANSPORT_|TOO_MANY_REQUESTS|QUERY_REJECTED|QUERY_QUEUE_FULL)/;

/** What Trino said of a query, in our words: what is wrong and what to do. */
export function queryError(error: QueryError, context: ErrorContext, place: TrinoPlace): DriftError {
  const said = oneLine(error.message);
  const [code, detail] = explain(error, said, place);
  return new DriftError(code, detail, { ...context, cause: new Error(`${error.errorName}: ${said}`) });
}

function explain(
  { errorName: name, errorType: type }: QueryError,
  said: string,
  { address, user, timeout }: TrinoPlace,
): [ErrorCode, string] {
  if (name === 'EXCEEDED_TIME_LIMIT') return ['source_timeout', tooSlow(timeout)];
  if (name === 'PERMISSION_DENIED') {
    return ['source_denied', `${said} for user ${JSON.stringify(user)}; grant it select on the table`];
  }
  if (notThere.test(name)) return ['input_missing', `${said}; check catalog, schema and table`];
  if (name === 'COLUMN_NOT_FOUND') return ['column_missing', `${said}; check its name`];
  if (columnType.test(name)) return ['column_type', `${said}; cast it in the feature's expression`];
  if (name === 'SYNTAX_ERROR') {
    return ['source_failed', `${said}; check the query and the feature expressions`];
  }
  if (type === 'INSUFFICIENT_RESOURCES' || type === 'EXTERNAL' || ofTheMoment.test(name)) {
    return ['source_unreachable', `Trino at ${address} cannot answer now: ${said}; it is asked again`];
  }
  return ['source_failed', said === '' ? name : said];
}

/** What the network said. Its error is not passed on: it holds the request, and so the password. */
export function httpError(error: unknown, context: ErrorContext, place: TrinoPlace): DriftError {
  if (error instanceof DriftError) return error.with(context);
  // read by its properties: a socket's error may come from another realm
  const { message = '', code = '', response } = (error ?? {}) as Partial<HttpError>;
  const { address, user } = place;
  const cause = new Error(`${code} ${message}`.trim());
  const denied = (said: string): DriftError =>
    new DriftError(
      'source_denied',
      `Trino at ${address} refuses user ${JSON.stringify(user)}: ${said}; check user, password and sslmode`,
      { ...context, cause },
    );
  if (response === undefined) {
    const said = message === '' ? code : oneLine(message);
    const detail = `cannot reach Trino at ${address}: ${said}; check that it runs, and sslmode and ssl_ca_file`;
    return new DriftError('source_unreachable', detail, { ...context, cause });
  }
  const { status, data } = response;
  const said = typeof data === 'string' && data !== '' ? oneLine(data).slice(0, 200) : `HTTP ${status}`;
  if (status === 401 || status === 403) return denied(said);
  const detail = `Trino at ${address} cannot answer now: ${said}; it is asked again`;
  return new DriftError('source_unreachable', detail, { ...context, cause });
}

export function tooSlow(timeout: number): string {
  return `no answer within ${timeout / 1000} s; raise statement_timeout, partition by the timestamp column, or shorten the window`;
}

function oneLine(message: string): string {
  const line = (message.split('\n', 1)[0] ?? '').replace(/^line \d+:\d+: /, '');
  // names such as "ECONNREFUSED" keep their capitals
  const start = /^[A-Z][a-z]/.test(line) ? line.charAt(0).toLowerCase() + line.slice(1) : line;
  return start.replace(/[.\s]+$/, '');
}
