import { readFile } from 'node:fs/promises';
import { createSecureContext, type SecureContextOptions } from 'node:tls';
import { cipherSuites, curves, modernSuites, versions } from './cipherSuites.js';
import type { ClientAuthType, TlsSection } from './webConfigSchema.js';

/** What TLS needs, read and tried. */
export interface TlsSettings {
  readonly context: SecureContextOptions;
  readonly clientAuth: ClientAuthType;
  /** Of these names a client's certificate must hold one; empty for any. */
  readonly allowedNames: readonly string[];
}

/** A key of the section, and what is wrong with it. */
export interface TlsProblem {
  readonly key: string;
  readonly message: string;
}

/** Reads certificate, key and authority, and tries whether they go together. */
export async function readTls(section: TlsSection): Promise<TlsSettings | TlsProblem> {
  const parts = { cert: section.cert, key: section.key, client_ca: section.client_ca };
  for (const name of ['cert', 'key', 'client_ca'] as const) {
    const file = section[`${name}_file`];
    if (file === undefined) continue;
    try {
      parts[name] = await readFile(file, 'utf8');
    } catch (cause) {
      const code = (cause as NodeJS.ErrnoException).code;
      const what = code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`;
      return { key: `${name}_file`, message: `file ${file} ${what}` };
    }
  }
  const context: SecureContextOptions = {
    cert: parts.cert,
    key: parts.key,
    ...(parts.client_ca === undefined ? {} : { ca: parts.client_ca }),
    minVersion: versions[section.min_version],
    maxVersion: versions[section.max_version],
    honorCipherOrder: section.prefer_server_cipher_suites,
    ...(section.cipher_suites.length === 0 ? {} : { ciphers: ciphers(section.cipher_suites) }),
    ...(section.curve_preferences.length === 0
      ? {}
      : { ecdhCurve: section.curve_preferences.map((name) => curves[name]).join(':') }),
  };
  const wrong = firstProblem(context, section);
  if (wrong !== undefined) return wrong;
  return { context, clientAuth: section.client_auth_type, allowedNames: section.client_allowed_sans };
}

function ciphers(names: readonly string[]): string {
  return [...modernSuites, ...names.flatMap((name) => cipherSuites[name] ?? [])].join(':');
}

/** Tries each part alone, so that the error can name it. OpenSSL's own words would help nobody. */
function firstProblem(context: SecureContextOptions, section: TlsSection): TlsProblem | undefined {
  const works = (options: SecureContextOptions): boolean => {
    try {
      createSecureContext(options);
      return true;
    } catch {
      return false;
    }
  };
  const keyOf = (name: 'cert' | 'key' | 'client_ca') =>
    section[`${name}_file`] === undefined ? name : `${name}_file`;
  if (!works({ cert: context.cert })) {
    return { key: keyOf('cert'), message: 'expected a certificate in PEM format' };
  }
  if (!works({ key: context.key })) {
    return { key: keyOf('key'), message: 'expected a private key in PEM format without a passphrase' };
  }
  if (!works({ cert: context.cert, key: context.key })) {
    return { key: keyOf('key'), message: 'the private key does not belong to the certificate' };
  }
  if (
    context.ca !== undefined &&
    !(String(context.ca).includes('-----BEGIN ') && works({ ca: context.ca }))
  ) {
    return { key: keyOf('client_ca'), message: 'expected certificates in PEM format' };
  }
  return works(context) ? undefined : { key: 'cipher_suites', message: 'these cannot be used together' };
}
