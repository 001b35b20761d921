import { DriftError, type ErrorCode, type ErrorContext } from '../errors.js';

/** What an error may need to name. */
export interface InfluxPlace {
  /** `host:port`. */
  readonly address: string;
  readonly org: string;
  readonly bucket: string;
  /** In milliseconds. */
  readonly timeout: number;
}

interface Failure {
  readonly message: string;
  /** Of the network, such as `ECONNREFUSED`, or of the server, such as `unauthorized`. */
  readonly code: string;
  readonly status?: number;
}

const certificate = /CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)|ALTNAME/;
const network = /^(ECONN|EHOST|ENET|ENOTFOUND|EAI_|ETIMEDOUT|EPIPE|EPROTO|ERR_SSL|HPE_|ERR_STREAM)/;
const brokenOff = /^(AbortError|aborted|Response aborted|socket hang up|premature close)/i;

/** What InfluxDB or the network said, in our words: what is wrong and what to do. */
export function influxdbError(
  cause: unknown,
  context: ErrorContext,
  place: InfluxPlace,
  timedOut: boolean,
): DriftError {
  if (cause instanceof DriftError) return cause.with(context);
  const {
    message = '',
    code = '',
    statusCode,
  } = (cause ?? {}) as Partial<Error> & {
    readonly code?: string;
    readonly statusCode?: number;
  };
  const [kind, detail] = timedOut
    ? timeout(place)
    : explain(
        { message: oneLine(message), code, ...(statusCode === undefined ? {} : { status: statusCode }) },
        place,
      );
  return new DriftError(kind, detail, { ...context, cause });
}

function explain({ message, code, status }: Failure, place: InfluxPlace): [ErrorCode, string] {
  const { address, org, bucket } = place;
  const server = `InfluxDB at ${address}`;
  if (status === 401 || status === 403) {
    return [
      'source_denied',
      `${server} refuses the token: ${message}; check token, and that it may read the bucket`,
    ];
  }
  if (/could not find bucket|bucket .*not found/.test(message)) {
    return [
      'source_denied',
      `${server} has no bucket ${JSON.stringify(bucket)} in organization ${JSON.stringify(org)} that this token may use; check bucket, org and the token's rights`,
    ];
  }
  if (status === 404 || /organization name .* not found/.test(message)) {
    return ['source_denied', `${server} answers: ${message}; check url, org and the token's rights`];
  }
  if (status === 429 || status === 503 || status === 502 || status === 504) {
    return ['source_unreachable', `${server} cannot answer now (${status}): ${message}; it is asked again`];
  }
  if (certificate.test(code)) {
    return [
      'source_unreachable',
      `the certificate of ${server} is not trusted: ${message}; set ca_file to the authority that signed it`,
    ];
  }
  if (/RequestTimedOut|Request timed out/.test(message)) return timeout(place);
  if (network.test(code) || brokenOff.test(message)) {
    return [
      'source_unreachable',
      `cannot reach ${server}: ${message || code}; check url, and that it runs and takes connections`,
    ];
  }
  if (/field type conflict/.test(message)) {
    return ['column_type', `InfluxDB says: ${message}; a field keeps the type of its first value`];
  }
  if (/schema collision|unsupported (input|aggregate) column type|runtime error.*type/.test(message)) {
    return [
      'column_type',
      `InfluxDB says: ${message}; a field needs one type in all of its series and shards`,
    ];
  }
  if (/memory allocation limit|allocation limit reached/.test(message)) {
    return [
      'source_failed',
      `InfluxDB says: ${message}; raise query-memory-bytes, or exclude features of many values`,
    ];
  }
  return ['source_failed', `InfluxDB says: ${message || code || 'nothing'}`];
}

function timeout({ timeout }: InfluxPlace): [ErrorCode, string] {
  return [
    'source_timeout',
    `no answer within ${timeout / 1000} s; raise timeout, lower parallel_queries, or shorten the window`,
  ];
}

function oneLine(message: string): string {
  const line = message.replace(/\s+/g, ' ').trim().slice(0, 400);
  const start = /^[A-Z][a-z]/.test(line) ? line.charAt(0).toLowerCase() + line.slice(1) : line;
  return start.replace(/[.\s]+$/, '');
}
