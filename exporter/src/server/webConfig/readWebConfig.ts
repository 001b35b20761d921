import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { readDocument } from '../../config/document.js';
import { explain } from '../../config/issues.js';
import { HIDDEN } from '../../config/secret.js';
import { joinProblems } from '../../config/problems.js';
import { DriftError } from '../../errors.js';
import { readTls, type TlsSettings } from './tlsSettings.js';
import { webConfigSchema } from './webConfigSchema.js';

/** A web config file that has been read and tried. */
export interface WebConfig {
  /** Absent: plain HTTP. */
  readonly tls?: TlsSettings;
  /** Response headers that replace the server's own. */
  readonly headers: Readonly<Record<string, string>>;
  /** bcrypt hashes by user. */
  readonly users: ReadonlyMap<string, string>;
  /** Files whose change takes effect without a restart. */
  readonly files: readonly string[];
}

export const noWebConfig: WebConfig = { headers: {}, users: new Map(), files: [] };

/**
 * Reads a web config file in the format of Prometheus:
 * https://prometheus.io/docs/prometheus/latest/configuration/https/
 * @throws DriftError `config_missing`, or `config_invalid` with every problem: file, line, key
 */
export async function readWebConfig(file: string): Promise<WebConfig> {
  const bytes = await readFile(file).catch((cause: NodeJS.ErrnoException) => {
    const missing = cause.code === 'ENOENT';
    const detail = missing ? 'no such file' : `cannot be read (${cause.code})`;
    throw new DriftError(missing ? 'config_missing' : 'config_invalid', detail, { file, cause });
  });
  const document = readDocument(file, bytes);
  if (Array.isArray(document)) throw joinProblems(document);
  const written = document.value ?? {};
  const result = webConfigSchema({ folder: dirname(resolve(file)) }).safeParse(written);
  if (!result.success) {
    const problems = explain(result.error.issues, withoutSecrets(written));
    throw joinProblems(problems.map(({ path, message }) => document.errorAt(path, message)));
  }
  const { tls_server_config, http_server_config, basic_auth_users } = result.data;
  const tls = tls_server_config === undefined ? undefined : await readTls(tls_server_config);
  if (tls !== undefined && 'message' in tls) {
    throw document.errorAt(['tls_server_config', tls.key], tls.message);
  }
  const certificates = [
    tls_server_config?.cert_file,
    tls_server_config?.key_file,
    tls_server_config?.client_ca_file,
  ];
  const headers = Object.entries(http_server_config.headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as const],
  );
  return {
    ...(tls === undefined ? {} : { tls }),
    headers: Object.fromEntries(headers),
    users: new Map(Object.entries(basic_auth_users)),
    files: [file, ...certificates.filter((path) => path !== undefined)],
  };
}

/** Messages quote what was written; a key, or a password that stands where a hash belongs, must not be among it. */
function withoutSecrets(written: unknown): unknown {
  if (!isMap(written)) return written;
  const { tls_server_config: tls, basic_auth_users: users } = written;
  return {
    ...written,
    ...(isMap(tls) && 'key' in tls ? { tls_server_config: { ...tls, key: HIDDEN } } : {}),
    ...(users === undefined ? {} : { basic_auth_users: Array.isArray(users) ? [] : HIDDEN }),
  };
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
