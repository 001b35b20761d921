/** What a real PostgreSQL with TLS sees of connections, and what ours make of certificates. */
import pg from 'pg';
import { Secret } from '../../exporter/src/config/secret.js';
import { openStore, type Store } from '../../exporter/src/store/store.js';
import { startPostgres, type PostgresServer } from '../services/postgres.js';
import { certificates } from '../support/certificates.js';
import { runCli } from '../support/cli.js';
import { dataFolder } from '../support/dataFolder.js';

const { authority, issue } = certificates();
const stranger = issue('127.0.0.1', 'itself');
const folder = dataFolder();
const retention = { buckets: 0, days: 0, scores: 0 };
let server: PostgresServer;

beforeAll(async () => {
  server = await startPostgres({}, issue('127.0.0.1'));
});

afterAll(() => server.stop());

function withParameters(parameters: Readonly<Record<string, string>>): string {
  const url = new URL(server.url);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

const open = (parameters: Readonly<Record<string, string>>): Promise<Store> =>
  openStore({ url: new Secret(withParameters(parameters)), retention });

/** Whether the connections of an application are encrypted, as the server knows it. */
async function encrypted(application: string): Promise<boolean[]> {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  const { rows } = await client.query<{ ssl: boolean }>(
    'SELECT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid) WHERE application_name = $1',
    [application],
  );
  await client.end();
  return [...new Set(rows.map(({ ssl }) => ssl))];
}

test.each([
  ['an authority alone', { sslrootcert: authority.certFile }, true],
  ['sslmode=require', { sslmode: 'require' }, true],
  ['nothing, on this machine', {}, false],
] as const)('the store, given %s', async (_, parameters, isEncrypted) => {
  const store = await open(parameters);
  await store.answers();
  expect(await encrypted('drift-exporter store')).toEqual([isEncrypted]);
  await store.close();
});

test("the store is not opened where the certificate is another's", async () => {
  const error: unknown = await open({ sslrootcert: stranger.certFile }).catch((error: unknown) => error);
  expect(error).toMatchObject({
    code: 'store_unreachable',
    message: expect.stringMatching(/certificate|self-signed/) as unknown,
  });
  expect(String(error)).not.toContain(new URL(server.url).password);
});

test('a source with an authority checks who answers', async () => {
  const { port, username, password, pathname } = new URL(server.url);
  const source = { type: 'postgres', host: '127.0.0.1', port: Number(port), database: pathname.slice(1) };
  const table = {
    name: 'm',
    source: 'warehouse',
    query: 'select 1 as one',
    reference: { query: 'select 2 as one' },
  };
  const check = (ca: string) => {
    const warehouse = { ...source, user: username, password, ssl_ca_file: ca };
    folder.write('monitoring_config.yaml', JSON.stringify({ sources: { warehouse }, models: [table] }));
    return runCli(['check', '--config', folder.path, '--format', 'json']);
  };
  expect((await check(authority.certFile)).out).toContain('"rows": {');
  const refused = await check(stranger.certFile);
  expect(refused).toMatchObject({
    code: 1,
    error: expect.stringMatching(/warehouse.*(certificate|self-signed)/) as unknown,
  });
  expect(refused.error).not.toContain(password);
});
