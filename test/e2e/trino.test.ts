import { randomBytes } from 'node:crypto';
import { createPostgresSource } from '../../exporter/src/sources/postgres.js';
import type {
  CountRequest,
  Feature,
  NumericCells,
  Selection,
  Source,
} from '../../exporter/src/sources/source.js';
import { createTrinoSource } from '../../exporter/src/sources/trino.js';
import { expectClose, expectCounts } from '../contract/expectCounts.js';
import { describeWith } from '../services/describeWith.js';
import { createTestDatabase, type TestDatabase } from '../services/postgresDatabase.js';
import { findTrino } from '../services/trinoBinaries.js';
import { accessTrino, MONITOR_PATIENCE, TRINO_PATIENCE, type TrinoAccess } from '../services/trinoClient.js';
import { checkConfig, runCli } from '../support/cli.js';
import { dataFolder } from '../support/dataFolder.js';
import { createFlights } from '../support/flightsTable.js';
import { monitorConfig } from '../support/monitorConfig.js';
import { monitorProcesses } from '../support/monitorProcess.js';
import { MonitorTable } from '../support/monitorTable.js';

const DAY = 86_400_000;
const folder = dataFolder();
const start = monitorProcesses();

await describeWith(findTrino, 'PostgreSQL behind Trino', () => {
  const catalog = `postgres_${randomBytes(6).toString('hex')}`;
  let trino: TrinoAccess;
  let database: TestDatabase;
  let behind: Source;
  let beside: Source;

  beforeAll(async () => {
    [trino, database] = await Promise.all([accessTrino(), createTestDatabase()]);
    await createFlights(database, '2013-03-01');
    await trino.client.createCatalog(catalog, database.url);
    const address = { server: trino.url, catalog, schema: 'public', user: 'drift' };
    behind = createTrinoSource({ name: 'trino', ...address, statementTimeoutMs: 120_000 });
    beside = createPostgresSource({ name: 'postgres', url: database.url });
  }, TRINO_PATIENCE);

  afterAll(async () => {
    await beside.close();
    // a catalog that is gone holds no connections
    await trino.client.query(`DROP CATALOG ${catalog}`);
    await database.drop();
  });

  test('counts equal those of PostgreSQL to the last one, by day, and segment', async () => {
    const request = await countRequest(beside, {
      relation: { table: 'flights' },
      timestampColumn: 'scheduled_at',
    });
    const wanted = await beside.count(request);
    expect(wanted.length).toBeGreaterThan(4 * 28 * 3);
    expectCounts(await behind.count(request), wanted, behind.capabilities);
  });

  test('rows that Trino makes are counted the same in PostgreSQL, once they are there', async () => {
    const columns = 'custkey, nationkey, acctbal, mktsegment';
    await trino.client.query(
      `CREATE TABLE ${catalog}.public.customer AS SELECT ${columns} FROM tpch.sf1.customer`,
    );
    const features: Feature[] = [
      { name: 'custkey', kind: 'numeric' },
      { name: 'acctbal', kind: 'numeric' },
      { name: 'nationkey', kind: 'categorical' },
      { name: 'mktsegment', kind: 'categorical' },
    ];
    const request = await requestOf(beside, { relation: { table: 'public.customer' } }, features);
    const wanted = await beside.count(request);
    expect(wanted.map(({ rows }) => rows)).toEqual([150_000, 150_000, 150_000, 150_000]);
    expectCounts(await behind.count(request), wanted, behind.capabilities);
    const made = {
      ...request,
      selection: { relation: { query: `SELECT ${columns} FROM tpch.sf1.customer` } },
    };
    expectCounts(await behind.count(made), wanted, behind.capabilities);
  });

  test('under one saved reference both sources say the same', async () => {
    const config = (name: string, source: Record<string, unknown>): string => {
      folder.lines(`${name}/monitoring_config.yaml`, [
        `sources: { warehouse: ${JSON.stringify({ statement_timeout: '2m', ...source })} }`,
        'store: { path: ../store }',
        'models:',
        '  - { name: flights, source: warehouse, table: public.flights, timestamp_column: scheduled_at, check_windows: week,',
        '      features: [carrier, dest, temperature_f, pressure_mb], reference: { to: 2013-02-01 } }',
      ]);
      return `${folder.path}/${name}`;
    };
    const postgres = config('postgres', { type: 'postgres', url: database.url });
    const address = new URL(`/${catalog}`, trino.url.replace('//', '//drift@'));
    const lake = config('trino', { type: 'trino', url: address.href });
    const built = await runCli(['reference', 'build', '--config', postgres]);
    const version = built.out.split(/\s+/)[1] ?? '';
    const one = await checkConfig(postgres, '--reference', version);
    const other = await checkConfig(lake, '--reference', version);
    expect([one.code, other.code, other.error]).toEqual([0, 0, one.error]);
    expect(one.results.length).toBeGreaterThan(3);
    for (const [index, result] of one.results.entries()) {
      const same = other.results[index];
      expect(same?.current.rows).toBe(result.current.rows);
      for (const [place, { statistics, ...verdict }] of result.features.entries()) {
        const { statistics: also = {}, ...alike } = same?.features[place] ?? {};
        expect(alike).toEqual(verdict);
        expect(also.psi).toEqual(statistics.psi);
        expect(also.ks).toEqual(statistics.ks);
        expectClose(numbersOf(also), numbersOf(statistics), 1e-9);
      }
    }
  });

  test('the monitor counts by Trino', async () => {
    const table = new MonitorTable(database.url);
    await table.create();
    await table.fillOn(30);
    const config = monitorConfig(folder, 'monitor', {
      models: [table.model({ deadline: '1m' })],
      more: {
        sources: {
          warehouse: { type: 'trino', url: `${trino.url.replace('//', '//drift@')}/${catalog}/public` },
        },
      },
    });
    const monitor = start(config, { patience: MONITOR_PATIENCE });
    await monitor.untilCounted(table);
    await table.fillOn(15, 3);
    await monitor.untilCounted(table);
    const metrics = await monitor.metrics();
    expect(metrics.value('drift_source_up', { source: 'warehouse' })).toBe(1);
    expect(
      metrics.value('drift_psi', { model: table.name, feature: 'income', window: '10m' }),
    ).toBeGreaterThan(0.25);
    await table.close();
  });
});

async function countRequest(source: Source, selection: Selection): Promise<CountRequest> {
  const features: Feature[] = [
    { name: 'carrier', kind: 'categorical' },
    { name: 'dest', kind: 'categorical' },
    { name: 'temperature_f', kind: 'numeric' },
    {
      name: 'hour',
      kind: 'numeric',
      expression: `extract(hour FROM scheduled_at AT TIME ZONE 'America/New_York')`,
    },
  ];
  return {
    ...(await requestOf(source, selection, features)),
    bucket: DAY,
    segments: [{ column: 'carrier', values: ['UA', 'B6'] }],
    joint: [{ name: 'pressure', expression: 'pressure_mb' }],
  };
}

/** A grid at each twentieth percentile, and half of the categories. */
async function requestOf(
  source: Source,
  selection: Selection,
  features: readonly Feature[],
): Promise<CountRequest> {
  const summaries = await source.summarise(selection, features);
  return {
    selection,
    features: summaries.map((summary, index) => {
      const feature = features[index] as Feature;
      if (summary.kind === 'categorical') {
        const names = summary.categories.map(({ name }) => name);
        const half = Math.ceil(names.length / 2);
        const others = names.slice(half, half + 2);
        return {
          feature,
          cells: { kind: 'categorical', categories: names.slice(0, half), others, complete: true },
        };
      }
      const edges = Float64Array.from(new Set(summary.percentiles.filter((_, place) => place % 20 === 0)));
      const { mean: center, deviation: scale, minimum, maximum } = summary;
      const cells: NumericCells = { kind: 'numeric', edges, center, scale, minimum, maximum };
      return { feature, cells };
    }),
  };
}

/** All numbers of a feature's statistics, in the order of their names. */
function numbersOf(statistics: object): number[] {
  const sorted = Object.entries(statistics).sort(([one], [other]) => (one < other ? -1 : 1));
  return sorted.flatMap(([, value]: [string, unknown]) =>
    typeof value === 'number' ? [value] : typeof value === 'object' && value !== null ? numbersOf(value) : [],
  );
}
