import { DriftError, type ErrorCode, type ErrorContext } from '../errors.js';
import { equals, fluxText, group, pipe, pointsIn, spanOf, WHOLE_TIME, type TimeSpan } from './flux.js';
import type { InfluxClient } from './influxdbClient.js';
import { isMixed, isNumeric, readFields, type FieldType } from './influxdbFields.js';
import type { Column, Feature, Selection } from './source.js';

/** Where a feature's values lie: a field of the points, or a tag of their series. */
export type Origin = { readonly field: string; readonly type: FieldType } | { readonly tag: string };

/** How many points lie in a bucket, and the field that was counted for that. */
export interface PointCount {
  readonly points: number;
  readonly field: string;
}

/** The name of the column that holds a point's time. */
const TIME = '_time';
/** The field that `ingest` puts on every point: the row's number. */
export const INGEST_ROW = 'ingest_row';
const reserved = ['_start', '_stop', '_field', '_measurement', TIME];

/** The points of a measurement in a span of time, as Flux. A point (a series and a time) is a row. */
export class InfluxPoints {
  private constructor(
    readonly client: InfluxClient,
    readonly measurement: string,
    readonly span: TimeSpan,
    readonly fields: ReadonlyMap<string, FieldType>,
    readonly tags: readonly string[],
    /** The field that every point has, as far as that is known. */
    readonly rowField: string | undefined,
  ) {}

  /** Fails where there is no such measurement, and where the timestamp column is not the points' time. */
  static async open(
    client: InfluxClient,
    rowFields: Readonly<Record<string, string>>,
    { relation, timestampColumn, from, to }: Selection,
    /** Those whose values are asked for; absent for all columns. */
    features?: readonly Feature[],
  ): Promise<InfluxPoints> {
    if (!('table' in relation)) {
      throw error(client, 'config_invalid', 'an influxdb source reads measurements: name one as the table');
    }
    const { table } = relation;
    const span = spanOf(from, to);
    const wanted = features?.map(({ name }) => name);
    const [fields, tags] = await Promise.all([
      readFields(client, table, span, wanted),
      readTags(client, table),
    ]);
    if (fields.size === 0) throw error(client, 'input_missing', await noMeasurement(client, table));
    const rowField = Object.hasOwn(rowFields, table) ? rowFields[table] : undefined;
    const points = new InfluxPoints(client, table, span, fields, tags, rowField);
    if (rowField !== undefined && !fields.has(rowField)) throw points.#missing(rowField, 'row_fields: ');
    points.#checkTime(timestampColumn);
    return points;
  }

  /** Fields and tags by name, then the time. */
  columns(): Column[] {
    const shown = [...this.fields].filter(([name]) => name !== INGEST_ROW);
    const fields = shown.map(([name, type]): Column => {
      const kind = isNumeric(type) ? 'numeric' : 'categorical';
      return {
        name,
        type: `${type} field`,
        kind: type === 'mixed' ? 'unsupported' : kind,
        integer: type === 'integer' || type === 'unsigned',
      };
    });
    const tags = this.tags
      .filter((name) => !this.fields.has(name))
      .map((name): Column => ({ name, type: 'tag', kind: 'categorical', integer: false }));
    const byName = [...fields, ...tags].sort((a, b) => (a.name < b.name ? -1 : 1));
    return [...byName, { name: TIME, type: 'time', kind: 'timestamp', integer: false }];
  }

  origin({ name, kind, expression }: Feature): Origin {
    const context = { feature: name };
    if (expression !== undefined) {
      throw error(
        this.client,
        'config_invalid',
        'an influxdb source counts fields and tags, not expressions; write the value as a field',
        context,
      );
    }
    const type = this.fields.get(name);
    if (type === undefined && !this.tags.includes(name)) throw this.#missing(name, '', context);
    if (type !== undefined && isMixed(type)) {
      throw error(
        this.client,
        'column_type',
        'has values of several types here, of which InfluxDB reads one; write it as one type, or narrow the range of time',
        context,
      );
    }
    if (kind === 'numeric' && (type === undefined || !isNumeric(type))) {
      const is = type === undefined ? 'a tag, which is text' : `a ${type} field`;
      throw error(this.client, 'column_type', `is ${is}, not a number; make it categorical`, context);
    }
    return type === undefined ? { tag: name } : { field: name, type };
  }

  /** Fails where a segment's column is not a tag: a field would have to be joined with the others, row by row. */
  checkSegment(column: string): void {
    if (this.tags.includes(column)) return;
    if (!this.fields.has(column)) throw this.#missing(column);
    throw error(
      this.client,
      'column_type',
      `segments need a tag, and ${JSON.stringify(column)} is a field; write it as a tag`,
    );
  }

  /** Where the values of a feature are counted in a span; tags at each point's row field. */
  of(origin: Origin, rowField: string, span = this.span, ...conditions: readonly string[]): string {
    return this.#points(span, equals('_field', 'field' in origin ? origin.field : rowField), ...conditions);
  }

  /**
   * The points of each bucket that has any, by its start; without a length, of the whole span at 0. Where no row field is
   * configured, it is the bucket's field of which there are most.
   */
  async counts(bucket?: number): Promise<Map<number, PointCount>> {
    const { rowField, span } = this;
    const counts = new Map<number, PointCount>();
    if (bucket === undefined) counts.set(0, { points: 0, field: rowField ?? this.#firstField() });
    if (span.from >= span.to) return counts;
    const points = this.#points(span, ...(rowField === undefined ? [] : [equals('_field', rowField)]));
    const steps =
      bucket === undefined
        ? ['count()', group(['_field']), 'sum()', group([]), 'max()']
        : [
            `aggregateWindow(every: ${bucket}ms, fn: count, createEmpty: false, timeSrc: "_start")`,
            group([TIME, '_field']),
            'sum()',
            group([TIME]),
            'max()',
          ];
    await this.client.query(pipe(points, ...steps), (row) => {
      // a window begins where the span does
      const start = bucket === undefined ? 0 : Math.floor(Date.parse(row.value(TIME)) / bucket) * bucket;
      counts.set(start + 0, { points: Number(row.value('_value')), field: row.value('_field') });
    });
    return counts;
  }

  /** The first and the last time of the span's points, in milliseconds; undefined where there are none. */
  async ends(): Promise<{ first: number; last: number } | undefined> {
    const { rowField, span } = this;
    if (span.from >= span.to) return undefined;
    const points = this.#points(span, ...(rowField === undefined ? [] : [equals('_field', rowField)]));
    const times = { first: Infinity, last: -Infinity };
    // what comes before a `group` storage finds for each series, without reading all of it
    const ends = (
      [
        ['first', 'min'],
        ['last', 'max'],
      ] as const
    ).map(([end, most]) =>
      pipe(
        points,
        `${end}()`,
        `keep(columns: ["${TIME}"])`,
        group([]),
        `${most}(column: "${TIME}")`,
        `yield(name: "${end}")`,
      ),
    );
    await this.client.query(ends.join('\n'), (row) => {
      times[row.result as keyof typeof times] = Math.floor(Date.parse(row.value(TIME)));
    });
    return times.first <= times.last ? times : undefined;
  }

  #points(span: TimeSpan, ...conditions: readonly string[]): string {
    return pointsIn(this.client.bucket, span, [equals('_measurement', this.measurement), ...conditions]);
  }

  #firstField(): string {
    return this.fields.keys().next().value ?? '';
  }

  #checkTime(column: string | undefined): void {
    if (column === undefined || column === TIME) return;
    if (!this.fields.has(column) && !this.tags.includes(column)) throw this.#missing(column);
    throw error(
      this.client,
      'column_type',
      `column ${JSON.stringify(column)} is not the time of the points; set timestamp_column to ${TIME}`,
    );
  }

  #missing(name: string, prefix = '', context: ErrorContext = {}): DriftError {
    const known = this.columns().map((column) => JSON.stringify(column.name));
    const list = known.length > 8 ? [...known.slice(0, 8), '…'] : known;
    return error(
      this.client,
      'column_missing',
      `${prefix}there is no field or tag ${JSON.stringify(name)} in measurement ${JSON.stringify(this.measurement)}; there is ${list.join(', ')}`,
      context,
    );
  }
}

/** The tags that any point of a measurement has. */
export async function readTags(client: InfluxClient, measurement: string): Promise<string[]> {
  const tags: string[] = [];
  const flux = `import "influxdata/influxdb/schema"
    schema.measurementTagKeys(bucket: ${fluxText(client.bucket)}, measurement: ${fluxText(measurement)}, ${wholeTime()})`;
  await client.query(flux, (row) => tags.push(row.value('_value')));
  return tags.filter((name) => !reserved.includes(name));
}

async function noMeasurement(client: InfluxClient, measurement: string): Promise<string> {
  const known: string[] = [];
  const flux = `import "influxdata/influxdb/schema"
    schema.measurements(bucket: ${fluxText(client.bucket)}, ${wholeTime()}) |> limit(n: 9)`;
  await client.query(flux, (row) => known.push(JSON.stringify(row.value('_value'))));
  const list = known.length > 8 ? [...known.slice(0, 8), '…'] : known;
  const advice = list.length === 0 ? 'the bucket is empty' : `there is ${list.join(', ')}`;
  return `there is no measurement ${JSON.stringify(measurement)} in bucket ${JSON.stringify(client.bucket)}; ${advice}`;
}

function wholeTime(): string {
  return `start: ${new Date(WHOLE_TIME.from).toISOString()}, stop: ${new Date(WHOLE_TIME.to).toISOString()}`;
}

function error(
  client: InfluxClient,
  code: ErrorCode,
  detail: string,
  context: ErrorContext = {},
): DriftError {
  return new DriftError(code, detail, { source: client.name, ...context });
}
