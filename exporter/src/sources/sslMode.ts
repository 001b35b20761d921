import { readFile } from 'node:fs/promises';
import { DriftError } from '../errors.js';

/** How a connection is encrypted: not at all, with anyone's certificate, or with one that is checked. */
export const sslModes = ['disable', 'require', 'verify-full'] as const;
export type SslMode = (typeof sslModes)[number];

/** What Node's TLS takes for a mode; false for none. */
export async function sslOptions(
  mode: SslMode,
  caFile: string | undefined,
): Promise<false | { rejectUnauthorized: boolean; ca?: string }> {
  if (mode === 'disable') return false;
  const ca = caFile === undefined ? undefined : await readCertificate(caFile);
  return { rejectUnauthorized: mode === 'verify-full', ...(ca === undefined ? {} : { ca }) };
}

async function readCertificate(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new DriftError('input_missing', 'the certificate of ssl_ca_file cannot be read', { file, cause });
  });
}
