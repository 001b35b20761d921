import { z } from 'zod';
import { duration, LONGEST_TIMER } from '../config/duration.js';
import {
  integer,
  path,
  pickSecret,
  secret,
  secretFile,
  section,
  text,
  type Place,
} from '../config/fields.js';
import { isLocalHost } from '../config/localHost.js';
import { Secret } from '../config/secret.js';
import type { PostgresOptions } from './postgres.js';
import { everything } from './capabilities.js';
import type { SourceFactory } from './sourceFactory.js';
import { sslModes, sslOptions, type SslMode } from './sslMode.js';

/** Takes `sslmode` out of an address, so that it is decided in one place. */
function splitUrl(written: string): { url: string; host: string; sslmode?: string } | undefined {
  if (!/^postgres(ql)?:\/\//.test(written) || !URL.canParse(written)) {
    return undefined;
  }
  const url = new URL(written);
  const sslmode = url.searchParams.get('sslmode') ?? undefined;
  if (sslmode !== undefined) {
    url.searchParams.delete('sslmode');
  }
  return { url: sslmode === undefined ? written : url.toString(), host: url.hostname, sslmode };
}

const options = (place: Place) =>
  section({
    type: z.literal('postgres'),
    url: secret().optional(),
    url_file: secretFile(place).optional(),
    host: text().optional(),
    port: integer(1, 65_535).optional(),
    database: text().optional(),
    user: text().optional(),
    password: secret().optional(),
    password_file: secretFile(place).optional(),
    sslmode: z.enum(sslModes).optional(),
    ssl_ca_file: path(place).optional(),
    statement_timeout: duration({ longest: LONGEST_TIMER }).prefault('30s'),
    pool_size: integer(1, 100).prefault(4),
  }).transform((written, context) => {
    const problem = (key: string, message: string) =>
      context.addIssue({ code: 'custom', path: [key], message });
    const { url_file, password_file, ...rest } = written;
    const password = pickSecret('password', rest.password, password_file, context);
    let url = pickSecret('url', rest.url, url_file, context);
    let host = rest.host ?? '';
    let sslmode: SslMode | undefined = rest.sslmode;
    if (url !== undefined) {
      for (const key of ['host', 'port', 'database', 'user'] as const) {
        if (rest[key] !== undefined) problem(key, `expected only one of url and ${key}`);
      }
      const parts = splitUrl(url.reveal());
      if (parts === undefined) {
        problem('url', 'expected an address such as "postgres://user@host:5432/database"');
      } else {
        url = new Secret(parts.url);
        host = parts.host;
        const mode = z.enum(sslModes).optional().safeParse(parts.sslmode);
        if (!mode.success) problem('url', `expected sslmode to be ${sslModes.join(', ')}`);
        sslmode ??= mode.data;
      }
    } else {
      for (const key of ['host', 'database', 'user'] as const) {
        if (rest[key] === undefined) problem(key, 'missing, expected host, database and user, or url');
      }
    }
    // a password must not cross a network in the clear because a key was forgotten
    sslmode ??= rest.ssl_ca_file !== undefined ? 'verify-full' : isLocalHost(host) ? 'disable' : 'require';
    return { ...rest, url, password, sslmode };
  });

export type PostgresConfig = z.output<ReturnType<typeof options>>;

/** What a configured database needs to be connected to. */
export async function postgresOptions(
  name: string,
  { url, host, port, database, user, password, ...config }: PostgresConfig,
): Promise<PostgresOptions> {
  return {
    name,
    ssl: await sslOptions(config.sslmode, config.ssl_ca_file),
    statementTimeoutMs: config.statement_timeout,
    poolSize: config.pool_size,
    ...(url === undefined ? {} : { url: url.reveal() }),
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    ...(database === undefined ? {} : { database }),
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password: password.reveal() }),
  };
}

/** A PostgreSQL database. */
export const postgres = {
  readsFiles: false,
  capabilities: everything,
  options,
  async open(name, config, onAnswer) {
    const { createPostgresSource } = await import('./postgres.js');
    return createPostgresSource({ ...(await postgresOptions(name, config)), onAnswer });
  },
} satisfies SourceFactory<PostgresConfig>;
