import { createTestDatabase, type TestDatabase } from '../services/postgresDatabase.js';
import { checkConfig, feature, runCli } from '../support/cli.js';
import { dataFolder } from '../support/dataFolder.js';
import { createFlights } from '../support/flightsTable.js';

const folder = dataFolder();
const PASSWORD = 'correct horse';
const UNTIL = '2013-05-01';
const features = [
  '[carrier, dest, temperature_f, pressure_mb,',
  `{ scheduled_hour: "extract(hour from scheduled_at at time zone 'America/New_York')" }]`,
].join(' ');
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await createFlights(database, UNTIL);
});

afterAll(() => database.drop());

/** A folder with one model on PostgreSQL; `source` replaces parts of the address. */
function config(
  name: string,
  relation: string,
  source: Partial<Record<string, string | number>> = {},
): string {
  const url = new URL(database.url);
  const keys = {
    type: 'postgres',
    host: url.hostname,
    port: url.port,
    database: url.pathname.slice(1),
    user: url.username,
    password: decodeURIComponent(url.password),
    ...source,
  };
  folder.lines(`${name}/monitoring_config.yaml`, [
    `sources: { warehouse: ${JSON.stringify(keys)} }`,
    'models:',
    `  - { name: flights, source: warehouse, ${relation}, timestamp_column: scheduled_at, check_windows: month,`,
    `      features: ${features}, reference: { to: 2013-03-01 } }`,
  ]);
  return `${folder.path}/${name}`;
}

test('a table tells the same story as a file, to nine digits', async () => {
  folder.lines('files/monitoring_config.yaml', [
    'models:',
    `  - { name: flights, files: ${process.cwd()}/examples/flights/flights.parquet, timestamp_column: scheduled_at,`,
    `      check_windows: month, features: ${features}, reference: { to: 2013-03-01 } }`,
  ]);
  const files = await checkConfig(`${folder.path}/files`);
  const table = await checkConfig(config('table', 'table: flights'));
  expect(table.code).toBe(0);
  expect(table.results.map(({ window_name }) => window_name)).toEqual([
    '2013-01',
    '2013-02',
    '2013-03',
    '2013-04',
  ]);
  for (const [index, result] of table.results.entries()) {
    const other = files.results[index];
    if (other === undefined) throw new Error(`no window ${index}`);
    expect(result.reference.rows).toBe(other.reference.rows);
    for (const { feature: name, rows, severity, drifted, statistics } of result.features) {
      const expected = feature(other, name);
      expect([name, rows, severity, drifted]).toEqual([
        name,
        expected.rows,
        expected.severity,
        expected.drifted,
      ]);
      for (const [id, values] of Object.entries(statistics)) {
        for (const [key, value] of Object.entries(values)) {
          const same = expected.statistics[id]?.[key];
          if (typeof value !== 'number' || typeof same !== 'number') expect(value).toBe(same);
          else expect(Math.abs(value - same)).toBeLessThanOrEqual(1e-9 * Math.max(Math.abs(same), 1e-6));
        }
      }
    }
  }
});

test.each([
  ['a server that is down', { port: 1 }, /^error: source warehouse: .*(refused|reach|connect)/m],
  ['a wrong password', { password: PASSWORD }, /^error: source warehouse: .*password/m],
  ['a database that is not there', { database: 'nowhere' }, /^error: source warehouse: .*nowhere/m],
])('%s: one line that names the source, and never the password', async (_, source, message) => {
  const { code, out, error } = await runCli(['check', '--config', config('bad', 'table: flights', source)]);
  expect(code).toBe(1);
  expect(error).toMatch(message);
  expect(error).not.toMatch(/\n\s+at /);
  expect(out + error).not.toContain(PASSWORD);
});

test('a query that takes too long says what to raise', async () => {
  const slow = 'query: "SELECT *, pg_sleep(0.01) FROM flights"';
  const { code, error } = await runCli([
    'check',
    '--config',
    config('slow', slow, { statement_timeout: '200ms' }),
  ]);
  expect(code).toBe(1);
  expect(error).toMatch(/^error: source warehouse: .*statement_timeout/m);
});

test('a table that is not there is named', async () => {
  const { code, error } = await runCli(['check', '--config', config('missing', 'table: no_such_table')]);
  expect(code).toBe(1);
  expect(error).toMatch(/^error: .*no_such_table/m);
});
