import { readFile } from 'node:fs/promises';
import type { PostgresConfig, SourceConfig } from '../config/schema.js';
import { DriftError } from '../errors.js';
import type { Source } from '../sources/source.js';

/** Opens a configured source. Its engine is loaded only now, since a check needs but one. */
export async function openSource(name: string, config: SourceConfig): Promise<Source> {
  switch (config.type) {
    case 'duckdb': {
      const { createDuckDBSource } = await import('../sources/duckdb.js');
      const { threads, memory_limit } = config;
      return createDuckDBSource({
        name,
        ...(threads === undefined ? {} : { threads }),
        ...(memory_limit === undefined ? {} : { memoryLimit: memory_limit }),
      });
    }
    case 'postgres': {
      const { createPostgresSource } = await import('../sources/postgres.js');
      const { url, host, port, database, user, password, sslmode, ssl_ca_file, statement_timeout } = config;
      return createPostgresSource({
        name,
        ssl: await sslOptions(sslmode, ssl_ca_file),
        statementTimeoutMs: statement_timeout,
        poolSize: config.pool_size,
        ...(url === undefined ? {} : { url: url.reveal() }),
        ...(host === undefined ? {} : { host }),
        ...(port === undefined ? {} : { port }),
        ...(database === undefined ? {} : { database }),
        ...(user === undefined ? {} : { user }),
        ...(password === undefined ? {} : { password: password.reveal() }),
      });
    }
  }
}

/** `require` encrypts, `verify-full` also checks whom we talk to. */
async function sslOptions(mode: PostgresConfig['sslmode'], caFile: string | undefined) {
  if (mode === 'disable') return false;
  const ca = caFile === undefined ? undefined : await readCertificate(caFile);
  return { rejectUnauthorized: mode === 'verify-full', ...(ca === undefined ? {} : { ca }) };
}

async function readCertificate(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((cause: unknown) => {
    throw new DriftError('input_missing', 'the certificate of ssl_ca_file cannot be read', { file, cause });
  });
}
