import { Point } from '@influxdata/influxdb-client';
import { DriftError, type ErrorContext } from '../errors.js';
import { InfluxConnection, type InfluxOptions } from './influxdbConnection.js';
import { influxdbError } from './influxdbErrors.js';

/** Points of equal measurement, tags and time are one: written again, the fields that it has are replaced. */
export interface InfluxPoint {
  readonly measurement: string;
  /** What is empty is left out: InfluxDB has no empty tags. */
  readonly tags: Readonly<Record<string, string>>;
  /** Numbers become floats and bigints integers; what is null or not finite is left out, and with it a point without fields. */
  readonly fields: Readonly<Record<string, number | bigint | boolean | string | null>>;
  /** Milliseconds since the epoch. */
  readonly time: number;
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
   * Resolves once the server has taken all points, and with how many those are.
   * @throws DriftError that names the points of the batch that failed; those before it are written
   */
  async write(points: readonly InfluxPoint[]): Promise<number> {
    let written = 0;
    for (let first = 0; first < points.length; first += POINTS) {
      const batch = points.slice(first, first + POINTS);
      const lines = batch.flatMap((point) => lineOf(point) ?? []);
      if (lines.length === 0) continue;
      await this.send(lines.join('\n'), 'ms').catch((error: unknown) => {
        if (!(error instanceof DriftError)) throw error;
        const { code, detail, context } = error;
        const which = `points ${first + 1} to ${first + batch.length} of ${points.length}`;
        throw new DriftError(code, `${which} could not be written: ${detail}`, context);
      });
      written += lines.length;
    }
    return written;
  }

  close(): void {
    this.#connection.close();
  }

  /** Writes lines of the line protocol in one request. @throws DriftError what the server or the network said of them */
  send(lines: string, precision: 'ms' | 'ns'): Promise<void> {
    const { org, bucket, place } = this.#connection;
    const path = `/api/v2/write?org=${encodeURIComponent(org)}&bucket=${encodeURIComponent(bucket)}&precision=${precision}`;
    return this.#connection.within(async ({ transport }, timedOut) => {
      const headers = { 'content-type': 'text/plain; charset=utf-8' };
      try {
        await transport.request(path, lines, { method: 'POST', headers, gzipThreshold: COMPRESSED });
      } catch (error) {
        throw influxdbError(error, this.context, place, timedOut());
      }
    });
  }
}

/** Whether all that was refused is older than the bucket keeps; the rest of the batch is written then. */
export function isBeyondRetention(error: unknown): error is DriftError {
  return error instanceof DriftError && /points (beyond|outside) retention policy/.test(error.detail);
}

function lineOf({ measurement, tags, fields, time }: InfluxPoint): string | undefined {
  const point = new Point(measurement).timestamp(time);
  for (const [name, value] of Object.entries(tags)) if (value !== '') point.tag(name, value);
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === 'string') point.stringField(name, value);
    else if (typeof value === 'boolean') point.booleanField(name, value);
    else if (typeof value === 'bigint') point.intField(name, value);
    else if (value !== null && Number.isFinite(value)) point.floatField(name, value);
  }
  return point.toLineProtocol();
}
