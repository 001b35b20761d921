import type { z } from 'zod';
import { duration } from './duration.js';
import { path, pickSecret, secret, secretFile, section, type Place } from './fields.js';
import type { Secret } from './secret.js';

/** How long is kept what: counts by bucket, counts by day (into which older buckets are rolled up), and results. */
const retention = () =>
  section({
    buckets: duration().prefault('90d'),
    days: duration().prefault('800d'),
    scores: duration().prefault('800d'),
  });

/** What every store has. */
export interface Kept {
  readonly retention: z.output<ReturnType<typeof retention>>;
  /** Folder; beside the results where absent. */
  readonly spool?: string | undefined;
  /** Folder; beside the results where absent. */
  readonly streams?: string | undefined;
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
    retention: retention().prefault({}),
  }).transform((written, context): StoreSettings => {
    const url = pickSecret('url', written.url, written.url_file, context);
    if (url !== undefined && written.path !== undefined) {
      context.addIssue({ code: 'custom', path: ['path'], message: 'expected only one of path and url' });
    }
    const { retention, spool, streams } = written;
    return url === undefined
      ? { retention, spool, streams, path: written.path ?? path(place).parse('.drift-exporter') }
      : { retention, spool, streams, url };
  });
