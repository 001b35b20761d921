import type { z } from 'zod';
import { duration } from './duration.js';
import { path, pickSecret, secret, secretFile, section, text, type Place } from './fields.js';
import { influxdbKeys, withToken } from './influxdb.js';
import type { Secret } from './secret.js';

/** How long is kept what: counts by bucket, counts by day (into which older buckets are rolled up), and results. */
const retention = () =>
  section({
    buckets: duration().prefault('90d'),
    days: duration().prefault('800d'),
    scores: duration().prefault('800d'),
  });

/** A bucket that scores are written to besides, for whoever looks at InfluxDB only. */
const influxdb = (place: Place) =>
  section({
    ...influxdbKeys(place),
    // a name that ends in a backslash cannot be written
    measurement: text()
      .refine((name) => !name.endsWith('\\'), { error: 'expected a name that does not end in a backslash' })
      .prefault('drift_scores'),
  }).transform(withToken);

/** What every store has. */
export interface Kept {
  readonly retention: z.output<ReturnType<typeof retention>>;
  /** Folder; beside the results where absent. */
  readonly spool?: string | undefined;
  /** Folder; beside the results where absent. */
  readonly streams?: string | undefined;
  /** Where scores are written besides, as points. */
  readonly influxdb?: z.output<ReturnType<typeof influxdb>> | undefined;
}

type StoreSettings =
  | (Kept & { readonly path: string; readonly url?: undefined })
  | (Kept & { readonly url: Secret; readonly path?: undefined });

/**
 * Where results are kept: a folder of our own, or a PostgreSQL database; and the folder that holds what came while the
 * database was down.
 */
export const store = (place: Place) =>
  section({
    path: path(place).optional(),
    url: secret().optional(),
    url_file: secretFile(place).optional(),
    spool: path(place).optional(),
    streams: path(place).optional(),
    influxdb: influxdb(place).optional(),
    retention: retention().prefault({}),
  }).transform((written, context): StoreSettings => {
    const url = pickSecret('url', written.url, written.url_file, context);
    if (url !== undefined && written.path !== undefined) {
      context.addIssue({ code: 'custom', path: ['path'], message: 'expected only one of path and url' });
    }
    const { retention, spool, streams, influxdb } = written;
    const kept = { retention, spool, streams, ...(influxdb === undefined ? {} : { influxdb }) };
    return url === undefined
      ? { ...kept, path: written.path ?? path(place).parse('.drift-exporter') }
      : { ...kept, url };
  });
