import { DriftError } from '../errors.js';
import type { MomentRequest, MomentSums } from './moments.js';
import type { RowSample, SampleRequest } from './rowSample.js';
import type {
  CellCounts,
  Column,
  CountRequest,
  ExactDistances,
  Feature,
  OnAnswer,
  Relation,
  Selection,
  Source,
  Summary,
} from './source.js';
import { timeRange } from './sqlRows.js';
import { summariseCategories } from './trinoCategorySummary.js';
import { TrinoClient } from './trinoClient.js';
import { countTrino } from './trinoCount.js';
import { trinoMoments } from './trinoMoments.js';
import { trinoRowSample } from './trinoRowSample.js';
import { TrinoRows } from './trinoRows.js';
import { summariseNumeric } from './trinoSummary.js';
import { trino } from './trinoType.js';

export interface TrinoOptions {
  /** Name of the source, for messages. */
  readonly name: string;
  /** Such as `https://trino.example.org:8443`. */
  readonly server: string;
  readonly catalog: string;
  /** In which tables lie whose names have none. */
  readonly schema?: string;
  readonly user: string;
  readonly password?: string;
  readonly ssl?: { readonly rejectUnauthorized: boolean; readonly ca?: string };
  /** Session properties besides. */
  readonly session?: Readonly<Record<string, string>>;
  /** Deadline of each query in milliseconds, which the server keeps. @default 30,000 */
  readonly statementTimeoutMs?: number;
  /** Queries that run at once. @default 4 */
  readonly poolSize?: number;
  /** A query whose answer has more rows is cancelled. @default 2,000,000 */
  readonly mostRows?: number;
  readonly onAnswer?: OnAnswer | undefined;
}

/** A source that has Trino count: whatever its catalogs hold, on as many workers as it has. */
export function createTrinoSource(options: TrinoOptions): Source {
  return new TrinoSource(options.name, new TrinoClient(options));
}

class TrinoSource implements Source {
  readonly capabilities = trino.capabilities;

  constructor(
    readonly name: string,
    readonly client: TrinoClient,
  ) {}

  async columns(relation: Relation): Promise<Column[]> {
    return [...(await TrinoRows.open(this.client, { relation })).columns];
  }

  async rowCount(selection: Selection): Promise<number> {
    const rows = await TrinoRows.open(this.client, selection);
    const answer = await this.client.query(`SELECT count(*) ${rows.source()}`);
    return Number(answer.rows[0]?.[0]);
  }

  async timeRange(selection: Selection, now: Date): Promise<{ oldest: Date; watermark: Date } | undefined> {
    const rows = await TrinoRows.open(this.client, selection);
    const answer = await this.client.query(
      `SELECT ${rows.epoch('min')}, ${rows.epoch('max')} ${rows.timedSource()}`,
    );
    return timeRange(answer.rows[0] ?? [], now);
  }

  async summarise(selection: Selection, features: readonly Feature[]): Promise<Summary[]> {
    const rows = await TrinoRows.open(this.client, selection);
    const items = await rows.values(features);
    const of = (kind: Feature['kind']) => items.filter(({ feature }) => feature.kind === kind);
    const numeric = of('numeric');
    const categorical = of('categorical');
    const summaries: Summary[] = (
      await Promise.all([summariseNumeric(rows, numeric), summariseCategories(rows, categorical)])
    ).flat();
    const places = [...numeric, ...categorical];
    return items.map((item) => summaries[places.indexOf(item)] as Summary);
  }

  count(request: CountRequest): Promise<CellCounts[]> {
    return countTrino(this.client, request);
  }

  moments(request: MomentRequest): Promise<MomentSums[]> {
    return trinoMoments(this.client, request);
  }

  exact(): Promise<ExactDistances[][]> {
    throw new DriftError('source_failed', 'Trino compares on the grid, not exactly', { source: this.name });
  }

  sample(request: SampleRequest): Promise<RowSample> {
    return trinoRowSample(this.client, request);
  }

  /** Nothing is held between queries. */
  close(): Promise<void> {
    return Promise.resolve();
  }
}
