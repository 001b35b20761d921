import type { ClientConfig } from 'pg';
import { DriftError } from '../errors.js';
import type { PostgresOptions } from './postgres.js';

/** Compiling a query's expressions takes longer than it saves. */
const SETTINGS = '-c jit=off';
const READ_ONLY = '-c default_transaction_read_only=on';

/**
 * What `pg` needs to connect: each option on its own wins over its part of the URL.
 * @param writes whether the connection is to write
 */
export function connectionOf(options: PostgresOptions, writes = false): ClientConfig {
  const url = parseUrl(options);
  const part = (text: string | undefined): string | undefined =>
    text === undefined || text === '' ? undefined : decodeURIComponent(text);
  const given = url?.searchParams.get('options') ?? '';
  return {
    host: options.host ?? url?.searchParams.get('host') ?? part(url?.hostname)?.replace(/^\[(.*)\]$/, '$1'),
    port: options.port ?? (url?.port ? Number(url.port) : undefined),
    database: options.database ?? part(url?.pathname.slice(1)),
    user: options.user ?? part(url?.username),
    password: options.password ?? part(url?.password),
    ssl: options.ssl ?? sslOf(url?.searchParams.get('sslmode') ?? undefined, options.name),
    application_name: `drift-exporter ${options.name}`.slice(0, 63),
    options: [...(writes ? [] : [READ_ONLY]), SETTINGS, given].join(' ').trim(),
  };
}

/** `host:port/database`, for messages. */
export function addressOf({ host = 'localhost', port = 5432, database, user }: ClientConfig): string {
  return `${host}:${port}/${database ?? user ?? ''}`;
}

function parseUrl({ url, name }: PostgresOptions): URL | undefined {
  if (url === undefined) return undefined;
  // neither the URL nor its parser's error is passed on: both may hold a password
  if (!/^postgres(ql)?:/.test(url) || !URL.canParse(url)) {
    throw new DriftError('config_invalid', 'expected a url such as postgres://user@host:5432/database', {
      source: name,
    });
  }
  return new URL(url);
}

function sslOf(mode: string | undefined, source: string): ClientConfig['ssl'] {
  switch (mode) {
    case undefined:
      return undefined;
    case 'disable':
      return false;
    case 'require':
      // as libpq: encrypted, but anyone's certificate
      return { rejectUnauthorized: false };
    case 'verify-full':
      return true;
    default:
      throw new DriftError(
        'config_invalid',
        `unknown sslmode ${JSON.stringify(mode)}, expected disable, require or verify-full`,
        { source },
      );
  }
}
