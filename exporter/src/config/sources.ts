import { z } from 'zod';
import { duration, LONGEST_TIMER } from './duration.js';
import {
  integer,
  path,
  pickSecret,
  secret,
  secretFile,
  section,
  text,
  unexpected,
  type Place,
} from './fields.js';
import { Secret } from './secret.js';

const sslModes = ['disable', 'require', 'verify-full'] as const;
type SslMode = (typeof sslModes)[number];

/** A source type as configuration sees it: its keys, and whether it reads files. */
export interface SourceType {
  readonly readsFiles: boolean;
  readonly options: (place: Place) => z.ZodType<SourceConfig>;
}

/** DuckDB in our own process: reads Parquet, CSV and JSON files. */
const duckdb = () =>
  section({
    type: z.literal('duckdb'),
    memory_limit: z
      .string()
      .regex(/^\d+(\.\d+)?\s*[KMGT]i?B$/i, { error: 'expected a size such as "512MB" or "4GB"' })
      .optional(),
    threads: integer(1, 1_024).optional(),
  });

const isLocal = (host: string) =>
  /^(localhost|127\.\d+\.\d+\.\d+|::1|\[::1\]|)$/.test(host) || host.startsWith('/');

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

/** A PostgreSQL database. */
const postgres = (place: Place) =>
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
    sslmode ??= rest.ssl_ca_file !== undefined ? 'verify-full' : isLocal(host) ? 'disable' : 'require';
    return { ...rest, url, password, sslmode };
  });

export type DuckdbConfig = z.output<ReturnType<typeof duckdb>>;
export type PostgresConfig = z.output<ReturnType<typeof postgres>>;
export type SourceConfig = DuckdbConfig | PostgresConfig;

/** The source types there are. */
export const builtinSourceTypes: Readonly<Record<string, SourceType>> = {
  duckdb: { readsFiles: true, options: duckdb },
  postgres: { readsFiles: false, options: postgres },
};

/** Sources by name; `files` is there by default. */
export const sources = (types: Readonly<Record<string, SourceType>>, place: Place) =>
  z
    .record(
      z.string().regex(/^[A-Za-z][\w-]*$/, { error: 'expected a name of letters, digits, _ and -' }),
      z.unknown().transform((value, context): SourceConfig => {
        if (typeof value !== 'object' || value === null || Array.isArray(value)) {
          return unexpected(context, 'a map of keys');
        }
        const type = 'type' in value ? value.type : undefined;
        const known = typeof type === 'string' && Object.hasOwn(types, type) ? types[type] : undefined;
        if (known === undefined) {
          context.addIssue({
            code: 'invalid_value',
            values: Object.keys(types),
            path: ['type'],
            input: type,
          });
          return z.NEVER;
        }
        const result = known.options(place).safeParse(value);
        if (!result.success) {
          for (const issue of result.error.issues) context.issues.push({ ...issue, input: value } as never);
          return z.NEVER;
        }
        return result.data;
      }),
    )
    .transform((named): Record<string, SourceConfig> => ({ files: { type: 'duckdb' }, ...named }));
