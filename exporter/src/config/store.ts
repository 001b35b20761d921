import { duration } from './duration.js';
import { path, pickSecret, secret, secretFile, section, type Place } from './fields.js';

/** How long is kept what: counts by bucket, counts by day (into which older buckets are rolled up), and results. */
const retention = () =>
  section({
    buckets: duration().prefault('90d'),
    days: duration().prefault('800d'),
    scores: duration().prefault('800d'),
  });

/** Where results are kept: a folder of our own, or a PostgreSQL database. */
export const store = (place: Place) =>
  section({
    path: path(place).optional(),
    url: secret().optional(),
    url_file: secretFile(place).optional(),
    retention: retention().prefault({}),
  }).transform((written, context) => {
    const url = pickSecret('url', written.url, written.url_file, context);
    if (url !== undefined && written.path !== undefined) {
      context.addIssue({ code: 'custom', path: ['path'], message: 'expected only one of path and url' });
    }
    const { retention } = written;
    return url === undefined
      ? { retention, path: written.path ?? path(place).parse('.drift-exporter') }
      : { retention, url };
  });
