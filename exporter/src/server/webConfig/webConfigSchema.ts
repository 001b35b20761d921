import { parseOptions } from '@node-rs/bcrypt';
import { z } from 'zod';
import { flag, path, section, text, unexpected, type Place } from '../../config/fields.js';
import { cipherSuites, curves, modernSuites, versions } from './cipherSuites.js';

export const clientAuthTypes = [
  'NoClientCert',
  'RequestClientCert',
  'RequireAnyClientCert',
  'VerifyClientCertIfGiven',
  'RequireAndVerifyClientCert',
] as const;
export type ClientAuthType = (typeof clientAuthTypes)[number];

type Versions = keyof typeof versions;
const version = () => z.enum(Object.keys(versions) as [Versions, ...Versions[]]);
const oneOf = (names: Readonly<Record<string, string>>, ...more: readonly string[]) =>
  z.enum([...Object.keys(names), ...more] as [string, ...string[]]);

/** A hash is never quoted: what stands there by mistake may be the password itself. */
const bcryptHash = () =>
  z.unknown().transform((value, context): string => {
    if (typeof value === 'string' && /^\$2[abxy]?\$\d\d\$[./A-Za-z0-9]{53}$/.test(value)) {
      try {
        parseOptions(value);
        return value;
      } catch {
        // reported below
      }
    }
    context.addIssue({
      code: 'custom',
      message: 'expected a bcrypt hash that starts with $2, such as htpasswd -nBC 10 "" writes',
    });
    return z.NEVER;
  });

const headers = section({
  'Content-Security-Policy': text().optional(),
  'Strict-Transport-Security': text().optional(),
  'X-Content-Type-Options': z.enum(['nosniff']).optional(),
  'X-Frame-Options': z
    .string()
    .superRefine((value, context) => {
      if (!['deny', 'sameorigin'].includes(value.toLowerCase())) unexpected(context, 'deny or sameorigin');
    })
    .optional(),
  'X-XSS-Protection': text().optional(),
});

const tls = (place: Place) =>
  section({
    cert_file: path(place).optional(),
    cert: text().optional(),
    key_file: path(place).optional(),
    key: text().optional(),
    client_ca_file: path(place).optional(),
    client_ca: text().optional(),
    client_auth_type: z.enum(clientAuthTypes).prefault('NoClientCert'),
    client_allowed_sans: z.array(text()).prefault([]),
    min_version: version().prefault('TLS12'),
    max_version: version().prefault('TLS13'),
    cipher_suites: z.array(oneOf(cipherSuites, ...modernSuites)).prefault([]),
    prefer_server_cipher_suites: flag().prefault(true),
    curve_preferences: z.array(oneOf(curves)).prefault([]),
  }).superRefine((given, context) => {
    const problem = (key: string, message: string) =>
      context.addIssue({ code: 'custom', path: [key], message });
    for (const name of ['cert', 'key', 'client_ca'] as const) {
      if (given[name] !== undefined && given[`${name}_file`] !== undefined) {
        problem(`${name}_file`, `expected only one of ${name} and ${name}_file`);
      }
    }
    if (given.cert === undefined && given.cert_file === undefined)
      problem('cert_file', 'missing, expected a path');
    if (given.key === undefined && given.key_file === undefined)
      problem('key_file', 'missing, expected a path');
    const hasAuthority = given.client_ca !== undefined || given.client_ca_file !== undefined;
    if (hasAuthority && given.client_auth_type === 'NoClientCert') {
      problem('client_auth_type', 'missing, expected a type that asks clients for certificates');
    }
    if (!hasAuthority && /Verify/.test(given.client_auth_type)) {
      problem(
        'client_ca_file',
        `missing, expected a path, since client_auth_type is ${given.client_auth_type}`,
      );
    }
    if (given.client_allowed_sans.length > 0 && given.client_auth_type !== 'RequireAndVerifyClientCert') {
      problem('client_allowed_sans', 'expected client_auth_type RequireAndVerifyClientCert');
    }
    const order = Object.keys(versions);
    if (order.indexOf(given.min_version) > order.indexOf(given.max_version)) {
      problem('max_version', `expected at least min_version (${given.min_version})`);
    }
  });

/** The web config file of Prometheus and its exporters. Paths in it are relative to `place.folder`. */
export const webConfigSchema = (place: Place) =>
  section({
    tls_server_config: tls(place).optional(),
    http_server_config: section({ http2: flag().prefault(true), headers: headers.prefault({}) }).prefault({}),
    basic_auth_users: z
      .preprocess((value) => value ?? {}, z.record(z.string(), bcryptHash()))
      .superRefine((users, context) => {
        for (const name of Object.keys(users).filter((user) => user === '' || user.includes(':'))) {
          context.addIssue({ code: 'custom', path: [name], message: 'expected a name without a colon' });
        }
      })
      .prefault({}),
  });

export type TlsSection = z.output<ReturnType<typeof tls>>;
