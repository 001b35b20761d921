import { Point } from '@influxdata/influxdb-client';
import { DriftError, type ErrorContext } from '../errors.js';
import { InfluxConnection, type InfluxOptions } from './influxdbConnection.js';
import { influxdbError } from './influxdbErrors.js';

/** Points of equal measurement, tags and time are one: written again, the fields that it has are replaced. */
export interface InfluxPoint {
  readonly measurement: string;
  /** What is empty is left out: InfluxDB has no empty tags. */
  readonly tags: Readonly<Record<string, string>>;
  /** Numbers become floats and bigints integers of 64 bits; what is null or not finite is left out, and with it a point without fields. */
  readonly fields: Readonly<Record<string, number | bigint | boolean | string | null>>;
  /** Milliseconds since the epoch. */
  readonly time: number;
}

export interface Written {
  /** Points that the server has taken. */
  readonly taken: number;
  /** Points that are older than the bucket keeps. */
  readonly tooOld: number;
}

/** Points in one request; InfluxDB advises some five thousand. */
const POINTS = 5_000;
/** Longer requests are compressed, in bytes. */
const COMPRESSED = 1_000;

/** Writes points to a bucket, batch by batch; a batch that was lost may be written again without doubling anything. */
export class InfluxWriter {
  readonly #connection: InfluxConnection;

  constructor(
    options: InfluxOptions,
    /** Where it is configured, for messages. */
    readonly context: ErrorContext = {},
  ) {
    this.#connection = new InfluxConnection(options);
  }

  /**
   * Resolves once the server has taken all points but those that its bucket does not keep for so long.
   * @throws DriftError that names the points of the batch that failed; those before it are written
   */
  async write(points: readonly InfluxPoint[]): Promise<Written> {
    let [taken, tooOld] = [0, 0];
    for (let first = 0; first < points.length; first += POINTS) {
      const batch = points.slice(first, first + POINTS);
      const lines = batch.flatMap((point) => lineOf(point) ?? []);
      if (lines.length === 0) continue;
      const which = `points ${first + 1} to ${first + batch.length} of ${points.length}`;
      const refused = await this.send(lines.join('\n'), 'ms').catch((error: unknown) => {
        if (!(error instanceof DriftError)) throw error;
        const { code, detail, context } = error;
        throw new DriftError(code, `${which} could not be written: ${detail}`, context);
      });
      tooOld += refused;
      taken += lines.length - refused;
    }
    return { taken, tooOld };
  }

  close(): void {
    this.#connection.close();
  }

  /**
   * Writes lines of the line protocol in one request.
   * @returns how many of the points are too old for the bucket; the server has taken the others then
   * @throws DriftError what the server or the network said of them
   */
  send(lines: string, precision: 'ms' | 'ns'): Promise<number> {
    const { org, bucket, place } = this.#connection;
    const path = `/api/v2/write?org=${encodeURIComponent(org)}&bucket=${encodeURIComponent(bucket)}&precision=${precision}`;
    return this.#connection.within(async ({ transport }, timedOut) => {
      const headers = { 'content-type': 'text/plain; charset=utf-8' };
      try {
        await transport.request(path, lines, { method: 'POST', headers, gzipThreshold: COMPRESSED });
        return 0;
      } catch (error) {
        const tooOld = beyondRetention(error);
        if (tooOld !== undefined) return tooOld;
        throw influxdbError(error, this.context, place, timedOut());
      }
    });
  }
}

/** How many points were refused for nothing but their age; versions of InfluxDB word it differently. */
function beyondRetention(error: unknown): number | undefined {
  const { message = '' } = (error ?? {}) as Partial<Error>;
  if (!/points (outside|beyond) retention policy/.test(message)) return undefined;
  const [, count] = /\bdropped=(\d+)/.exec(message) ?? [];
  return count === undefined ? undefined : Number(count);
}

/** A tag's value as InfluxDB can hold it: a backslash at its end would swallow what comes next, so a space follows it. */
export function tagValue(value: string): string {
  return value.endsWith('\\') ? `${value} ` : value;
}

function lineOf({ measurement, tags, fields, time }: InfluxPoint): string | undefined {
  const point = new Point(measurement).timestamp(time);
  for (const [name, value] of Object.entries(tags)) if (value !== '') point.tag(name, tagValue(value));
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string') point.stringField(name, value);
    else if (typeof value === 'boolean') point.booleanField(name, value);
    // the client reads a bigint as a double
    else if (typeof value === 'bigint') point.fields[name] = `${value}i`;
    else if (value !== null && Number.isFinite(value)) point.floatField(name, value);
  }
  return point.toLineProtocol();
}
