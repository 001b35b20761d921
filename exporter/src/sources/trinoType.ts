import { z } from 'zod';
import { duration, LONGEST_TIMER } from '../config/duration.js';
import {
  certificateFile,
  integer,
  pickSecret,
  secret,
  secretFile,
  section,
  text,
  type Place,
} from '../config/fields.js';
import { isLocalHost } from '../config/localHost.js';
import { everything } from './capabilities.js';
import type { SourceFactory } from './sourceFactory.js';
import { sslModes, sslOptions, type SslMode } from './sslMode.js';

/** What goes into a header of HTTP. */
const plain = () => text().regex(/^[\x20-\x7e]+$/, { error: 'expected plain ASCII characters' });

interface Address {
  readonly host: string;
  readonly port: number;
  readonly sslmode: SslMode;
  readonly catalog?: string;
  readonly schema?: string;
  readonly user?: string;
}

/** `https://user@host:port/catalog/schema`, of which only the host is required. */
function splitUrl(written: string): Address | undefined {
  if (!/^https?:\/\//.test(written) || !URL.canParse(written)) return undefined;
  const { protocol, hostname, port, pathname, username, password, search, hash } = new URL(written);
  const [catalog = '', schema = '', ...more] = pathname.slice(1).split('/').map(decodeURIComponent);
  if (password !== '' || search !== '' || hash !== '' || more.length > 0) return undefined;
  return {
    host: hostname,
    sslmode: protocol === 'http:' ? 'disable' : 'verify-full',
    port: port === '' ? (protocol === 'http:' ? 80 : 443) : Number(port),
    ...(catalog === '' ? {} : { catalog }),
    ...(schema === '' ? {} : { schema }),
    ...(username === '' ? {} : { user: decodeURIComponent(username) }),
  };
}

const options = (place: Place) =>
  section({
    type: z.literal('trino'),
    url: text().optional(),
    host: text().optional(),
    port: integer(1, 65_535).optional(),
    catalog: plain().optional(),
    schema: plain().optional(),
    user: plain().optional(),
    password: secret().optional(),
    password_file: secretFile(place).optional(),
    sslmode: z.enum(sslModes).optional(),
    ssl_ca_file: certificateFile(place).optional(),
    session: z
      .record(z.string().regex(/^[\w.]+$/, { error: 'expected the name of a session property' }), text())
      .prefault({}),
    statement_timeout: duration({ longest: LONGEST_TIMER }).prefault('30s'),
    pool_size: integer(1, 100).prefault(4),
  }).transform((written, context) => {
    const problem = (key: string, message: string) =>
      context.addIssue({ code: 'custom', path: [key], message });
    const { url, password_file, ...rest } = written;
    const password = pickSecret('password', rest.password, password_file, context);
    let given: Partial<Address> = rest;
    if (url !== undefined) {
      const parts = splitUrl(url);
      if (parts === undefined) {
        problem(
          'url',
          'expected an address such as "https://user@host:8443/catalog/schema", without a password',
        );
      }
      for (const key of ['host', 'port', 'catalog', 'schema', 'user'] as const) {
        const inUrl = parts?.[key] !== undefined || key === 'host' || key === 'port';
        if (inUrl && rest[key] !== undefined) problem(key, `expected only one of url and ${key}`);
      }
      given = { ...rest, sslmode: undefined, ...parts };
    }
    const { host = '', catalog = '', user = '' } = given;
    for (const [key, value] of Object.entries({ ...(url === undefined ? { host } : {}), catalog, user })) {
      if (value === '') problem(key, 'missing, expected host, catalog and user, or a url that names them');
    }
    const scheme = url === undefined ? undefined : given.sslmode;
    if (
      scheme !== undefined &&
      rest.sslmode !== undefined &&
      (rest.sslmode === 'disable') !== (scheme === 'disable')
    ) {
      const said =
        scheme === 'disable' ? `http:// and sslmode ${rest.sslmode}` : 'https:// and sslmode disable';
      problem('sslmode', `expected only one of ${said}`);
    }
    // a password must not cross a network in the clear because a key was forgotten
    const safe = rest.ssl_ca_file !== undefined ? 'verify-full' : isLocalHost(host) ? 'disable' : 'require';
    const sslmode = rest.sslmode ?? scheme ?? safe;
    if (password !== undefined && sslmode === 'disable') {
      problem('password', 'Trino takes no password over plain HTTP, expected https or another sslmode');
    }
    const port = given.port ?? (sslmode === 'disable' ? 8080 : 8443);
    const { schema } = given;
    return { ...rest, host, port, catalog, schema, user, password, sslmode };
  });

/** Trino: tables of all its catalogs, counted by all its workers. */
export const trino = {
  readsFiles: false,
  capabilities: {
    ...everything,
    exactPercentiles: false,
    exactDistances: false,
    mixedCase: false,
  },
  options,
  async open(name, { host, port, catalog, schema, user, password, session, ...config }, onAnswer) {
    const { createTrinoSource } = await import('./trino.js');
    const ssl = await sslOptions(config.sslmode, config.ssl_ca_file);
    return createTrinoSource({
      name,
      onAnswer,
      server: `${ssl === false ? 'http' : 'https'}://${host}:${port}`,
      catalog,
      user,
      session,
      statementTimeoutMs: config.statement_timeout,
      poolSize: config.pool_size,
      ...(schema === undefined ? {} : { schema }),
      ...(password === undefined ? {} : { password: password.reveal() }),
      ...(ssl === false ? {} : { ssl }),
    });
  },
} satisfies SourceFactory<z.output<ReturnType<typeof options>>>;
