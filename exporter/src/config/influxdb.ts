import { z } from 'zod';
import { duration, LONGEST_TIMER } from './duration.js';
import {
  certificateFile,
  flag,
  pickSecret,
  secret,
  secretFile,
  text,
  webAddress,
  type Place,
} from './fields.js';
import type { Secret } from './secret.js';

/** How a bucket of an InfluxDB 2 server is reached, whether to read or to write. */
export const influxdbKeys = (place: Place) => ({
  url: webAddress('http://localhost:8086'),
  org: text(),
  bucket: text(),
  token: secret().optional(),
  token_file: secretFile(place).optional(),
  ca_file: certificateFile(place).optional(),
  verify_certificate: flag().prefault(true),
  timeout: duration({ longest: LONGEST_TIMER }).prefault('30s'),
});

/** The token in one of its two ways. */
export function withToken<Written extends { token?: Secret | undefined; token_file?: Secret | undefined }>(
  { token_file, ...written }: Written,
  context: z.core.$RefinementCtx,
): Omit<Written, 'token_file'> {
  const token = pickSecret('token', written.token, token_file, context);
  return token === undefined ? written : { ...written, token };
}
