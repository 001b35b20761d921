import { DriftError, type ErrorCode } from '../../errors.js';

const codes: Partial<Record<ErrorCode, ErrorCode>> = {
  source_unreachable: 'target_unreachable',
  source_timeout: 'target_unreachable',
  source_denied: 'target_denied',
  source_failed: 'target_failed',
  column_type: 'target_failed',
};

/** What InfluxDB or the network said while rows were written. */
export function influxTargetError(error: unknown, place: string): unknown {
  if (!(error instanceof DriftError)) return error;
  const kind = codes[error.code];
  if (kind === undefined) return error;
  const detail =
    kind === 'target_denied'
      ? `${place}: ${error.detail}; ingest reads the bucket, too, and writes to it`
      : kind === 'target_unreachable'
        ? `${place} cannot be reached: ${error.detail}; run the ingest again once it is back, it goes on from there`
        : error.detail;
  return new DriftError(kind, detail, error.context);
}

/** A request of which the server does not take some lines. */
export function isDataError(error: unknown): error is DriftError {
  if (!(error instanceof DriftError)) return false;
  const { statusCode } = (error.context.cause ?? {}) as { statusCode?: number };
  return statusCode === 400 || statusCode === 422;
}

export function tooMany(error: DriftError, source: string, most: number): DriftError {
  return new DriftError(
    'target_failed',
    `InfluxDB refuses more than ${most} rows of one batch, the last since: ${error.detail}; give the column the type of its field, or write to another measurement`,
    { source, cause: error },
  );
}
