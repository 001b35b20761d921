import { json, type Answer } from './httpClient.js';
import type { DataFolder } from './dataFolder.js';
import { monitorConfig } from './monitorConfig.js';
import type { ModelDetail, MonitorProcess } from './monitorProcess.js';
import type { MonitorTable } from './monitorTable.js';

/** A row of a table as it is sent to a stream. */
export type SentRow = Readonly<Record<string, unknown>>;

export interface ObservationAnswer {
  readonly reference: string;
  readonly replayed: boolean;
  readonly accepted: number;
  readonly rejected: { readonly invalid: number; readonly late: number; readonly future: number };
  readonly rejections: readonly {
    readonly row: number;
    readonly field: string | null;
    readonly reason: string;
  }[];
  readonly ignored_fields: readonly string[];
  readonly scores_missing: string | null;
  readonly windows: readonly { readonly window: string; readonly to: string }[];
  readonly features: readonly {
    readonly feature: string;
    readonly windows: readonly {
      readonly window: string;
      readonly rows: { readonly current: number };
      readonly psi: number | null;
    }[];
  }[];
}

/** A model that is sent the rows of a table, and whose reference is the table's. */
export function streamModel(
  table: MonitorTable,
  more: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const { source, ...model } = table.model();
  return {
    ...model,
    table: undefined,
    stream: true,
    reference: { table: `${table.name}_reference`, source },
    ...more,
  };
}

/** The rows of [from, to), oldest first. */
export function rowsOf(table: MonitorTable, from: number, to: number): Promise<SentRow[]> {
  return table.run<SentRow>(
    `SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, income, grade FROM ${table.name}
     WHERE at >= to_timestamp($1::float8 / 1000) AND at < to_timestamp($2::float8 / 1000) ORDER BY at`,
    [from, to],
  );
}

export const observationsOf = (model: string): string => `/api/v1/models/${model}/observations`;

export function post(
  monitor: MonitorProcess,
  model: string,
  body: readonly unknown[] | string | Buffer,
  {
    key,
    query = '',
    headers = {},
  }: {
    readonly key?: string;
    readonly query?: string;
    readonly headers?: Readonly<Record<string, string>>;
  } = {},
): Promise<Answer> {
  return monitor.ask(`${observationsOf(model)}${query}`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      ...(key === undefined ? {} : { 'Idempotency-Key': key }),
      ...headers,
    },
    body: typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body),
  });
}

/** @throws where the answer is no success */
export async function sent(...args: Parameters<typeof post>): Promise<ObservationAnswer> {
  const answer = await post(...args);
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
  return json<ObservationAnswer>(answer);
}

/** Writes configurations of an exporter that is sent the rows of a table, and keeps results in the table's database. */
export function streamConfigs(folder: DataFolder) {
  return (table: MonitorTable, name: string, more: Readonly<Record<string, unknown>> = {}): string =>
    monitorConfig(folder, name, {
      warehouse: table.url,
      store: { url: table.url, streams: `${folder.path}/${name}/streams` },
      models: [streamModel(table)],
      ...more,
    });
}

/** Waits until rows are taken. */
export function ready(monitor: MonitorProcess, { name }: MonitorTable): Promise<ModelDetail> {
  return monitor.untilModel(
    name,
    ({ reference, last_success }) => reference !== null && last_success !== null,
  );
}

/** Adds minutes to the table, and gives their rows. */
export async function more(table: MonitorTable, minutes: number, scale?: number): Promise<SentRow[]> {
  const from = table.newest;
  await table.fillOn(minutes, scale);
  return rowsOf(table, from, table.newest);
}
