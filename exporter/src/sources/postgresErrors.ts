import { DriftError, type ErrorCode, type ErrorContext } from '../errors.js';

/** What an error may need to name. */
export interface PostgresPlace {
  /** `host:port/database`, never with a user or a password. */
  readonly address: string;
  readonly user: string;
  /** In milliseconds. */
  readonly statementTimeout: number;
}

interface DatabaseError extends Error {
  readonly code?: string;
}

const unreachable =
  /^(ECONN|EHOST|ENET|ENOTFOUND|EAI_|ETIMEDOUT|EPIPE|08|57P0|53300|3D000)|timeout exceeded when trying to connect|timeout expired|connection terminated|client has encountered a connection error/i;
const timedOut = /^(57014|55P03)|query read timeout/i;
/** A standby's conflict with recovery, a deadlock, or a want of memory, disk or connections: the next check may succeed. */
const ofTheMoment = /^(40|53|57|58)/;
const columnType = /^(22P02|22018|42846|42804|42883|22007)/;

/** Out of the range of a double: the one error that the sources answer with another query. */
export function isOutOfRange(error: unknown): boolean {
  const cause = error instanceof DriftError ? error.context.cause : error;
  return (cause as DatabaseError | undefined)?.code === '22003';
}

/** What PostgreSQL or the network said, in our words: what is wrong and what to do. */
export function postgresError(cause: unknown, context: ErrorContext, place: PostgresPlace): DriftError {
  if (cause instanceof DriftError) return cause.with(context);
  // read by its properties: a socket's error may come from another realm
  const { code = '', message = '' } = (cause ?? {}) as Partial<DatabaseError>;
  const [kind, detail] = explain(code, code === '' ? message : code, message, place);
  return new DriftError(kind, detail, { ...context, cause });
}

function explain(code: string, sign: string, message: string, place: PostgresPlace): [ErrorCode, string] {
  const { address, user, statementTimeout } = place;
  const said = oneLine(message);
  if (unreachable.test(sign)) {
    return [
      'source_unreachable',
      `cannot reach PostgreSQL at ${address}: ${said || code}; check that it runs and takes connections`,
    ];
  }
  if (code.startsWith('28')) {
    return [
      'source_denied',
      `PostgreSQL at ${address} refuses user ${JSON.stringify(user)}: ${said}; check user, password and pg_hba.conf`,
    ];
  }
  if (code === '42501') {
    return [
      'source_denied',
      `${said} for user ${JSON.stringify(user)}; grant it usage of the schema and select on the table`,
    ];
  }
  if (timedOut.test(sign)) {
    return [
      'source_timeout',
      `no answer within ${statementTimeout / 1000} s; raise statement_timeout, index the timestamp column, or shorten the window`,
    ];
  }
  if (ofTheMoment.test(code)) {
    return ['source_unreachable', `PostgreSQL at ${address} cannot answer now: ${said}; it is asked again`];
  }
  if (code === '42703')
    return ['column_missing', `${said}; check its name, which counts upper and lower case`];
  if (code === '42P01' || code === '3F000') return ['input_missing', `${said}; check its name and schema`];
  if (columnType.test(code)) return ['column_type', `${said}; cast it in the feature's expression`];
  if (code === '22003') return ['column_type', `${said}; clip it in the feature's expression`];
  if (code === '25006') return ['source_failed', `${said}; a source only reads`];
  if (code === '42601') return ['source_failed', `${said}; check the query and the feature expressions`];
  return ['source_failed', said === '' ? code : said];
}

function oneLine(message: string): string {
  const line = message.split('\n', 1)[0] ?? '';
  // names such as "ECONNREFUSED" keep their capitals
  const start = /^[A-Z][a-z]/.test(line) ? line.charAt(0).toLowerCase() + line.slice(1) : line;
  return start.replace(/[.\s]+$/, '');
}
