import { createTestDatabase, type TestDatabase } from '../services/postgresDatabase.js';
import { checkConfig } from '../support/cli.js';
import { dataFolder } from '../support/dataFolder.js';
import { monitorConfig } from '../support/monitorConfig.js';
import { monitorProcesses } from '../support/monitorProcess.js';

/** With the time, the most columns that PostgreSQL allows. */
const FEATURES = 1_599;
/** On each of two days. */
const ROWS = 60;
/** Milliseconds for a check of all of them on a busy machine. */
const PATIENCE = 400_000;
const drifted = ['w7', 'w1598'];
const folder = dataFolder();
const start = monitorProcesses();

describe('a table of 1,600 columns', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createTestDatabase();
    const names = Array.from({ length: FEATURES }, (_, index) => `w${index}`);
    // the same numbers on both days, but for the columns that drift; one column has every tenth value missing
    const values = names.map((name, index) => {
      const value = `((n * ${2 * index + 7}) % 101)::float4`;
      if (drifted.includes(name)) return `CASE WHEN day > 0 THEN ${value} + 60 ELSE ${value} END`;
      return index === 3 ? `CASE WHEN n % 10 > 0 THEN ${value} END` : value;
    });
    await database.query(
      `CREATE TABLE wide ("at" timestamptz, ${names.map((name) => `${name} float4`).join(', ')})`,
    );
    await database.query(`INSERT INTO wide SELECT to_timestamp(1704067200 + day * 86400 + n * ${86_400 / ROWS}), ${values.join(', ')}
      FROM generate_series(0, 1) AS day, generate_series(0, ${ROWS - 1}) AS n`);
  }, PATIENCE);
  afterAll(() => database.drop());

  const model = { name: 'wide', source: 'warehouse', table: 'wide', timestamp_column: 'at' };

  test(
    'is checked by check',
    async () => {
      const config = monitorConfig(folder, 'check', {
        models: [{ ...model, check_windows: 'day', reference: { to: '2024-01-02' } }],
        warehouse: database.url,
      });
      const { error, results } = await checkConfig(config);
      expect(error).toBe('');
      const last = results.at(-1);
      expect(last?.features).toHaveLength(FEATURES);
      expect(
        last?.features
          .filter((one) => one.drifted === true)
          .map(({ feature }) => feature)
          .sort(),
      ).toEqual([...drifted].sort());
      expect(last?.features.find(({ feature }) => feature === 'w3')?.missing_ratio.current).toBeCloseTo(0.1);
    },
    PATIENCE,
  );

  test(
    'is watched by the monitor',
    async () => {
      const config = monitorConfig(folder, 'monitor', {
        models: [
          { ...model, bucket: '6h', windows: ['1d'], reference: { to: '2024-01-02' }, deadline: '4m' },
        ],
        warehouse: database.url,
        store: { url: database.url },
        monitoring: { check_frequency: '10m' },
        more: { server: { max_series: 1_000_000 } },
      });
      const monitor = start(config, { patience: PATIENCE });
      const found = await monitor.untilModel(
        'wide',
        ({ last_success, failure: failed }) => last_success !== null || failed !== null,
      );
      expect(found.failure).toBeNull();
      const metrics = await monitor.metrics();
      const psi = (feature: string): number =>
        metrics.value('drift_psi', { model: 'wide', feature, window: '1d' }) ?? NaN;
      expect(Math.min(...drifted.map(psi))).toBeGreaterThan(0.25);
      expect(psi('w800')).toBeLessThan(0.1);
      expect(
        metrics.value('drift_missing_ratio', { model: 'wide', feature: 'w3', window: '1d' }),
      ).toBeCloseTo(0.1, 1);
    },
    PATIENCE,
  );
});
