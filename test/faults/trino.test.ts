import { DriftError } from '../../exporter/src/errors.js';
import type { Source } from '../../exporter/src/sources/source.js';
import { createTrinoSource, type TrinoOptions } from '../../exporter/src/sources/trino.js';
import { describeWith } from '../services/describeWith.js';
import { startTrino, type TrinoServer } from '../services/trino.js';
import { findTrino } from '../services/trinoBinaries.js';
import { MONITOR_PATIENCE, TRINO_PATIENCE, TrinoClient } from '../services/trinoClient.js';
import { certificates } from '../support/certificates.js';
import { runCli } from '../support/cli.js';
import { dataFolder } from '../support/dataFolder.js';
import { eventually } from '../support/eventually.js';
import { freshTable } from '../support/freshTable.js';
import { monitorConfig } from '../support/monitorConfig.js';
import { monitorProcesses } from '../support/monitorProcess.js';

const PASSWORD = 'correct horse';
/** Takes minutes wherever it runs. */
const endless = { relation: { query: 'SELECT * FROM tpch.sf1000.lineitem' } };
const folder = dataFolder();
const issued = certificates();
const start = monitorProcesses();

await describeWith(findTrino, 'a Trino in trouble', (binaries) => {
  const fresh = freshTable();
  let server: TrinoServer;
  let client: TrinoClient;

  beforeAll(async () => {
    server = await startTrino(binaries, {
      login: { certificate: issued.issue('127.0.0.1'), password: PASSWORD },
    });
    client = new TrinoClient(server.url);
  }, TRINO_PATIENCE);
  afterAll(() => server.stop());

  const sourceOf = (options: Partial<TrinoOptions> = {}): Source =>
    createTrinoSource({
      ...{ name: 'lake', server: server.url, catalog: 'tpch', schema: 'tiny', user: 'drift' },
      statementTimeoutMs: 180_000,
      ...options,
    });
  const columns = (options: Partial<TrinoOptions>, table = 'nation') => sourceOf(options).columns({ table });

  /** The count of a source (it asks for the columns first) as the server sees it, once it is in a state. */
  const untilQuery = async (name: string, state: string): Promise<readonly unknown[]> => {
    const look = () =>
      client.query(
        `SELECT query_id, error_code FROM system.runtime.queries WHERE source = 'drift-exporter ${name}' AND query LIKE 'SELECT count(*)%' AND state = '${state}'`,
      );
    return (await eventually(look, ({ length }) => length > 0))[0] ?? [];
  };

  test.each<[string, Partial<TrinoOptions>, string, string, RegExp]>([
    [
      'a catalog',
      { catalog: 'absent' },
      'nation',
      'input_missing',
      /catalog 'absent' not found; check catalog/,
    ],
    ['a schema', { schema: 'absent' }, 'nation', 'input_missing', /schema 'absent' does not exist/],
    ['a table', {}, 'absent', 'input_missing', /table 'tpch\.tiny\.absent' does not exist/],
    ['a schema of a table', {}, 'absent.nation', 'input_missing', /schema 'absent' does not exist/],
  ])('%s that is not there', async (_, options, table, code, message) => {
    const failure = await columns(options, table).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DriftError);
    expect(failure).toMatchObject({ code, message: expect.stringMatching(message) });
    expect((failure as Error).message).toMatch(/^source lake: /);
  });

  test('an expression that fails in a row names its feature', async () => {
    const failure = await sourceOf()
      .summarise({ relation: { table: 'nation' } }, [
        { name: 'ratio', kind: 'numeric', expression: 'nationkey / (regionkey - 1)' },
      ])
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'column_type',
      message: expect.stringMatching(/"ratio": division by zero/),
    });
  });

  test('a password over TLS, and what is wrong with either', async () => {
    const ca = issued.authority.cert;
    const secure = { server: server.secureUrl, password: PASSWORD, ssl: { rejectUnauthorized: true, ca } };
    expect((await columns(secure)).map(({ name }) => name)).toContain('nationkey');
    const wrong = { ...secure, password: 'battery staple' };
    await expect(columns(wrong)).rejects.toMatchObject({
      code: 'source_denied',
      message: expect.stringMatching(/refuses user "drift": .*credentials/i),
    });
    const unknown = { ...secure, ssl: { rejectUnauthorized: true } };
    await expect(columns(unknown)).rejects.toMatchObject({
      code: 'source_unreachable',
      message: expect.stringMatching(/certificate.*ssl_ca_file/),
    });
    await expect(columns({ ...secure, server: server.url })).rejects.toMatchObject({ code: 'source_denied' });
  });

  test('the command line takes the login from its file and never shows it', async () => {
    folder.write('secure/password', `${PASSWORD}\n`);
    folder.write('secure/wrong', 'battery staple');
    const check = (file: string) => {
      folder.lines('secure/monitoring_config.yaml', [
        'sources:',
        `  lake: { type: trino, url: "${server.secureUrl.replace('//', '//drift@')}/tpch/tiny", password_file: ${file},`,
        `    ssl_ca_file: ${issued.authority.certFile}, statement_timeout: 3m }`,
        'models:',
        '  - { name: nations, source: lake, table: nation, features: [regionkey], reference: { table: nation } }',
      ]);
      return runCli(['check', '--config', `${folder.path}/secure`]);
    };
    expect(await check('password')).toMatchObject({ code: 0, error: '' });
    const { code, out, error } = await check('wrong');
    expect([code, error]).toEqual([1, expect.stringMatching(/^error: source lake: .*refuses user "drift"/m)]);
    expect(out + error).not.toMatch(/battery|\n\s+at /);
  });

  test('a query that takes too long ends on the server too', async () => {
    const failure = await sourceOf({ name: 'slow', statementTimeoutMs: 2_000 })
      .rowCount(endless)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'source_timeout',
      message: expect.stringMatching(/^source slow: no answer within 2 s; raise statement_timeout/),
    });
    expect((await untilQuery('slow', 'FAILED'))[1]).toBe('EXCEEDED_TIME_LIMIT');
  });

  test('a query that an administrator kills', async () => {
    const failure = sourceOf({ name: 'doomed' })
      .rowCount(endless)
      .catch((error: unknown) => error);
    const [id] = await untilQuery('doomed', 'RUNNING');
    await client.query(
      `CALL system.runtime.kill_query(query_id => '${String(id)}', message => 'maintenance')`,
    );
    expect(await failure).toMatchObject({
      code: 'source_unreachable',
      message: expect.stringMatching(/cannot answer now: .*maintenance.*; it is asked again/),
    });
  });

  test('an answer larger than expected is given up', async () => {
    const failure = await sourceOf({ mostRows: 100 })
      .count({
        selection: { relation: { table: 'orders' }, timestampColumn: 'orderdate' },
        features: [
          {
            feature: { name: 'orderpriority', kind: 'categorical' },
            cells: { kind: 'categorical', categories: ['1-URGENT'], others: [], complete: true },
          },
        ],
        bucket: 86_400_000,
      })
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'source_failed',
      message: expect.stringMatching(/more than 100 rows of counts; take longer buckets/),
    });
  });

  test('a server that hangs does not hold a query for longer than its deadline and a grace', async () => {
    const source = sourceOf({ statementTimeoutMs: 1_000 });
    server.hang();
    try {
      await expect(source.columns({ table: 'nation' })).rejects.toMatchObject({ code: 'source_timeout' });
    } finally {
      server.goOn();
    }
    expect(await columns({})).toHaveLength(4);
  });

  test(
    'a server that dies in mid-query and comes back: the monitor goes on by itself',
    async () => {
      const table = fresh();
      const catalog = new URL(table.url).pathname.slice(1);
      await client.createCatalog(catalog, table.url);
      const monitor = start(
        monitorConfig(folder, 'monitor', {
          models: [table.model({ deadline: '1m' })],
          more: {
            sources: {
              warehouse: { type: 'trino', url: `${server.url.replace('//', '//drift@')}/${catalog}/public` },
            },
          },
        }),
        { patience: MONITOR_PATIENCE },
      );
      await monitor.untilCounted(table);
      const failure = sourceOf({ name: 'cut' })
        .rowCount(endless)
        .catch((error: unknown) => error);
      await untilQuery('cut', 'RUNNING');
      await server.kill();
      expect(await failure).toMatchObject({ code: 'source_unreachable' });
      const failed = await monitor.untilModel(table.name, (model) => model.failure !== null);
      expect(failed.failure?.message).toMatch(/^source warehouse: cannot reach Trino at 127\.0\.0\.1:\d+\//);
      await monitor.untilMetrics(
        (metrics) => metrics.value('drift_source_up', { source: 'warehouse' }) === 0,
      );
      await table.fillOn(10);
      await server.restart();
      await monitor.untilCounted(table);
      await monitor.untilMetrics(
        (metrics) => metrics.value('drift_source_up', { source: 'warehouse' }) === 1,
      );
      await client.query(`DROP CATALOG ${catalog}`);
    },
    TRINO_PATIENCE,
  );
});
