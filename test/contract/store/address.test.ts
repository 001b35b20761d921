import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Secret } from '../../../exporter/src/config/secret.js';
import { openStore } from '../../../exporter/src/store/store.js';

const retention = { buckets: 0, days: 0, scores: 0 };
const open = (url: string, statementTimeout = 60_000) =>
  openStore({ url: new Secret(url), retention }, { statementTimeout });
const server = new URL(process.env.DRIFT_TEST_POSTGRES_URL ?? '');

function changed(change: (url: URL) => void): string {
  const url = new URL(server);
  change(url);
  return url.href;
}

test.each([
  ['a url of something else', 'mysql://u:hunter2@localhost/x', 'config_invalid'],
  ['no url', 'hunter2', 'config_invalid'],
  ['a wrong password', changed((url) => (url.password = 'hunter2')), 'store_denied'],
  ['a database that is not there', changed((url) => (url.pathname = '/hunter3')), 'store_unreachable'],
  ['a closed port', changed((url) => ([url.port, url.password] = ['1', 'hunter2'])), 'store_unreachable'],
  ['a server without TLS', changed((url) => url.searchParams.set('sslmode', 'require')), 'store_unreachable'],
])('%s: one clear error, without the password', async (_, url, code) => {
  const error: unknown = await open(url).catch((error: unknown) => error);
  expect(error).toMatchObject({ code });
  expect(String(error)).not.toContain('hunter2');
  expect(String(error)).not.toContain(server.password);
});

test('a server without TLS is not blamed for being down', async () => {
  const error: unknown = await open(changed((url) => url.searchParams.set('sslmode', 'require'))).catch(
    String,
  );
  expect(error).toMatch(/does not support SSL.*sslmode=disable/);
});

test('settings of the url reach the session', async () => {
  const url = changed((given) =>
    given.searchParams.set('options', '-c search_path=nowhere -c statement_timeout=1234'),
  );
  const { postgresDatabase } = await import('../../../exporter/src/store/postgresDatabase.js');
  const database = await postgresDatabase(url, 60_000);
  expect(await database.query('SHOW search_path')).toEqual([{ search_path: 'nowhere' }]);
  expect(database.place).toBe(`127.0.0.1:${server.port}/postgres`);
  await database.close();
});

test('a statement that takes too long, or waits for a lock, is given up', async () => {
  const { postgresDatabase } = await import('../../../exporter/src/store/postgresDatabase.js');
  const database = await postgresDatabase(server.href, 200);
  await expect(database.query('SELECT pg_sleep(60)')).rejects.toMatchObject({ code: 'store_unreachable' });
  expect(await database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  await database.close();
});

test('a server that takes a connection and says nothing is given up', async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  await expect(open(`postgres://drift:hunter2@127.0.0.1:${port}/x`)).rejects.toMatchObject({
    code: 'store_unreachable',
  });
  silent.close();
}, 30_000);

test('transactions that lock each other out are both done in the end', async () => {
  const { postgresDatabase } = await import('../../../exporter/src/store/postgresDatabase.js');
  const database = await postgresDatabase(server.href, 60_000);
  let arrived = 0;
  let both: () => void = () => undefined;
  const met = new Promise<void>((resolve) => (both = resolve));
  const crossing = (first: number, second: number) =>
    database.transaction(async (transaction) => {
      await transaction.query('SELECT pg_advisory_xact_lock($1)', [first]);
      if (++arrived === 2) both();
      await met;
      await transaction.query('SELECT pg_advisory_xact_lock($1)', [second]);
      return first;
    });
  expect(await Promise.all([crossing(771, 772), crossing(772, 771)])).toEqual([771, 772]);
  expect(arrived).toBe(3);
  await database.close();
});
