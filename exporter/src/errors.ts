/** What went wrong, as a word that documentation, metrics and tests can name. */
export type ErrorCode =
  | 'config_invalid'
  | 'config_missing'
  | 'usage'
  | 'input_missing'
  | 'input_empty'
  | 'input_unreadable'
  | 'input_malformed'
  | 'column_missing'
  | 'column_type'
  | 'no_common_columns'
  | 'source_unreachable'
  | 'source_denied'
  | 'source_timeout'
  | 'source_failed'
  /** Cut short by a stop, or because its result is no longer wanted: no fault of what was being worked on. */
  | 'interrupted'
  | 'reference_missing'
  | 'reference_corrupt'
  | 'output_unwritable'
  | 'store_locked'
  | 'store_unreachable'
  | 'store_denied'
  | 'store_unwritable'
  | 'store_conflict'
  | 'store_version'
  | 'store_corrupt'
  | 'store_failed'
  | 'spool_unwritable'
  | 'target_missing'
  | 'target_denied'
  | 'target_unreachable'
  | 'target_unwritable'
  | 'target_failed'
  | 'target_busy'
  | 'input_changed'
  | 'quarantine_unwritable'
  | 'stream_unwritable'
  | 'stream_not_ready'
  | 'stream_busy'
  | 'no_stream'
  | 'rows_too_many'
  | 'key_reused'
  | 'content_type_unknown'
  | 'alertmanager_failed'
  | 'alert_unknown'
  | 'listen_failed'
  | 'request_invalid'
  | 'request_timeout'
  | 'model_unknown'
  | 'feature_unknown'
  | 'window_unknown'
  | 'segment_unknown'
  | 'picture_unavailable'
  | 'lstm_missing'
  | 'lstm_invalid'
  | 'lstm_failed';

/** Where it went wrong. Each part is printed where it is known. */
export interface ErrorContext {
  readonly source?: string;
  readonly feature?: string;
  readonly file?: string;
  readonly line?: number;
  /** Path of a key in a configuration file, such as `models[0].features[3]`. */
  readonly key?: string;
  /** Seconds until it may go well; never printed. */
  readonly retryAfter?: number;
  readonly cause?: unknown;
}

/**
 * The one error that users see: lower case, no full stop, and a prefix that says where.
 * For example `drift.yaml:42 models[0].features[3]: unknown kind "nominal", expected numeric or categorical`.
 */
export class DriftError extends Error {
  override readonly name = 'DriftError';

  constructor(
    readonly code: ErrorCode,
    readonly detail: string,
    readonly context: ErrorContext = {},
  ) {
    super(prefix(context) + detail, context.cause === undefined ? undefined : { cause: context.cause });
  }

  /** The same error with more context, as it passes through a level that knows more. */
  with(context: ErrorContext): DriftError {
    return new DriftError(this.code, this.detail, { ...context, ...this.context });
  }
}

function prefix({ source, feature, file, line, key }: ErrorContext): string {
  const place = file === undefined ? undefined : line === undefined ? file : `${file}:${line}`;
  const parts = [
    place,
    key,
    source === undefined ? undefined : `source ${source}`,
    feature === undefined ? undefined : `feature ${JSON.stringify(feature)}`,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? '' : `${parts.join(' ')}: `;
}
