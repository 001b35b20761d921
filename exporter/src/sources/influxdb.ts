import { DriftError } from '../errors.js';
import { InfluxClient, type InfluxClientOptions } from './influxdbClient.js';
import { countInflux } from './influxdbCount.js';
import { InfluxPoints } from './influxdbPoints.js';
import { InfluxSummaries } from './influxdbSummary.js';
import { influxdb } from './influxdbType.js';
import type { MomentSums } from './moments.js';
import type {
  CellCounts,
  Column,
  CountRequest,
  ExactDistances,
  Feature,
  Relation,
  Selection,
  Source,
  Summary,
} from './source.js';

export interface InfluxSourceOptions extends InfluxClientOptions {
  /** For a measurement, the field that each of its points has. */
  readonly rowFields?: Readonly<Record<string, string>>;
}

/**
 * Measurements of an InfluxDB 2 bucket, counted by Flux. A token that may read the bucket is enough. Connects on first use.
 */
export function createInfluxSource(options: InfluxSourceOptions): Source {
  return new InfluxSource(new InfluxClient(options), options.rowFields ?? {});
}

class InfluxSource implements Source {
  readonly capabilities = influxdb.capabilities;

  constructor(
    readonly client: InfluxClient,
    readonly rowFields: Readonly<Record<string, string>>,
  ) {}

  get name(): string {
    return this.client.name;
  }

  /** Fields and tags by name, then the time. */
  async columns(relation: Relation): Promise<Column[]> {
    return (await this.#points({ relation })).columns();
  }

  async rowCount(selection: Selection): Promise<number> {
    const counts = await (await this.#points(selection, [])).counts();
    return counts.get(0)?.points ?? 0;
  }

  async timeRange(selection: Selection, now: Date): Promise<{ oldest: Date; watermark: Date } | undefined> {
    const ends = await (await this.#points(selection, [])).ends();
    return ends && { oldest: new Date(ends.first), watermark: new Date(Math.min(ends.last, now.getTime())) };
  }

  async summarise(selection: Selection, features: readonly Feature[]): Promise<Summary[]> {
    const points = await this.#points(selection, features);
    const all = (await points.counts()).get(0) ?? { points: 0, field: '' };
    const summaries = new InfluxSummaries(points, all);
    return this.client.each(features, (feature) => summaries.summarise(feature));
  }

  count(request: CountRequest): Promise<CellCounts[]> {
    return countInflux(this.client, this.rowFields, request);
  }

  moments(): Promise<MomentSums[]> {
    const detail = 'an influxdb source counts each feature by itself; there are no moments of several';
    return Promise.reject(new DriftError('config_invalid', detail, { source: this.name }));
  }

  exact(): Promise<ExactDistances[][]> {
    const detail = 'an influxdb source keeps its rows; distances are those on the grid';
    return Promise.reject(new DriftError('config_invalid', detail, { source: this.name }));
  }

  close(): Promise<void> {
    return this.client.close();
  }

  #points(selection: Selection, features?: readonly Feature[]): Promise<InfluxPoints> {
    return InfluxPoints.open(this.client, this.rowFields, selection, features);
  }
}
