import type { StoreQuery } from '../description/sheet.js';

/** Conditions by the dashboard's variables. Arrays, since a list without a member is an error in `IN`. */
export const MODEL_SQL = 'model = ANY (ARRAY[${model:sqlstring}]::text[])';
export const FEATURE_SQL = 'feature = ANY (ARRAY[${feature:sqlstring}]::text[])';
export const WINDOW_SQL = 'window_name = ANY (ARRAY[${window:sqlstring}]::text[])';
/** "All" comes as the pattern of empty text, unquoted: hence quotes that no segment holds. */
export const SEGMENT_SQL = "segment = coalesce(nullif($segment_text$${segment:raw}$segment_text$, '^$'), '')";

type Options = Partial<Pick<StoreQuery, 'mayBeEmpty'>>;

export const table = (name: string, sql: string, options: Options = {}): StoreQuery => ({
  name,
  sql,
  shape: 'table',
  ...options,
});

export const series = (name: string, sql: string, options: Options = {}): StoreQuery => ({
  name,
  sql,
  shape: 'series',
  ...options,
});

/** Why a store's view of alerts may be empty. */
export const NO_ALERTS_YET = 'alerts are recorded once Alertmanager reports them to the exporter';
