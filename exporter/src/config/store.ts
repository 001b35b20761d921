import { path, pickSecret, secret, secretFile, section, type Place } from './fields.js';

/** Where results are kept: a folder of our own, or a PostgreSQL database. */
export const store = (place: Place) =>
  section({
    path: path(place).optional(),
    url: secret().optional(),
    url_file: secretFile(place).optional(),
  }).transform((written, context) => {
    const url = pickSecret('url', written.url, written.url_file, context);
    if (url !== undefined && written.path !== undefined) {
      context.addIssue({ code: 'custom', path: ['path'], message: 'expected only one of path and url' });
    }
    return url === undefined ? { path: written.path ?? path(place).parse('.drift-exporter') } : { url };
  });
