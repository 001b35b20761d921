import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import { checkConfig, excluded, feature, type Result } from '../support/cli.js';

/** The repository, from where this file is compiled to. */
const root = fileURLToPath(new URL('../../../', import.meta.url));
const flights = `${root}examples/flights`;
const months = Array.from({ length: 12 }, (_, index) => `2013-${String(index + 1).padStart(2, '0')}`);

let results: readonly Result[] = [];

beforeAll(async () => {
  const checked = await checkConfig(flights, '--no-saved-reference');
  expect({ code: checked.code, error: checked.error }).toEqual({ code: 0, error: '' });
  results = checked.results;
});

function month(name: string): Result {
  const found = results.find(({ window_name }) => window_name === name);
  if (found === undefined) throw new Error(`no window ${name}`);
  return found;
}

const psi = (name: string, window: string): number =>
  Number(feature(month(window), name).statistics.psi?.value);

/** Within 3 % or .004, whichever is more. */
function expectNear(actual: number, expected: number): void {
  const tolerance = Math.max(0.004, 0.03 * expected);
  const within = Math.abs(actual - expected) <= tolerance;
  expect({ actual, expected, within }).toEqual({ actual, expected, within: true });
}

test('each calendar month of 2013 in UTC, and the reference beside it', () => {
  expect(results.map(({ window_name }) => window_name)).toEqual(months);
  expect(new Set(results.map(({ reference }) => reference.rows)).size).toBe(1);
  expect(results.every(({ failed }) => failed.length === 0)).toBe(true);
  expect(Object.keys(excluded(month('2013-07')))).toEqual([]);
  expect(month('2013-01').warnings).toContain(
    'window 2013-01 overlaps the reference: it is compared with its own rows',
  );
});

/** What was computed outside of this project, with NumPy's deciles. */
test.each([
  ['temperature_f', '2013-03', 1.42],
  ['temperature_f', '2013-04', 4.44],
  ['temperature_f', '2013-07', 10.39],
  ['temperature_f', '2013-11', 1.2],
  ['temperature_f', '2013-12', 0.27],
  ['wind_speed_mph', '2013-04', 0.021],
  ['wind_speed_mph', '2013-07', 0.504],
  ['humidity_pct', '2013-04', 0.408],
  ['humidity_pct', '2013-07', 0.337],
  ['pressure_mb', '2013-07', 1.19],
])('PSI of %s in %s is %d', (name, window, expected) => expectNear(psi(name, window), expected));

test.each(months.slice(2))('temperature is critical in %s', (window) => {
  expect(feature(month(window), 'temperature_f')).toMatchObject({ drifted: true, severity: 'critical' });
});

test.each(months.slice(4, 9))('temperature lies above 9 in %s', (window) => {
  expect(psi('temperature_f', window)).toBeGreaterThan(9);
});

test.each([
  ['wind_speed_mph', '2013-07', 'critical'],
  ['wind_speed_mph', '2013-04', 'none'],
  ['humidity_pct', '2013-04', 'critical'],
  ['humidity_pct', '2013-07', 'critical'],
  ['pressure_mb', '2013-07', 'critical'],
])('%s in %s: %s', (name, window, severity) => {
  expect(feature(month(window), name).severity).toBe(severity);
});

test.each(['carrier', 'origin', 'departure_hour'])('%s stays as it was all year', (name) => {
  for (const window of months) {
    expect(feature(month(window), name).severity).toBe('none');
    expect(psi(name, window)).toBeLessThan(0.01);
  }
});

test('distances stay as they were all year', () => {
  for (const window of months) {
    expect(feature(month(window), 'distance_miles').severity).toBe('none');
    expect(psi('distance_miles', window)).toBeLessThanOrEqual(0.031);
  }
});

test.each(months.slice(6, 11))('destinations change a little in %s', (window) => {
  expect(feature(month(window), 'dest').severity).toBe('small');
  const score = psi('dest', window);
  expect({ score, within: score >= 0.106 - 0.004 && score <= 0.128 + 0.004 }).toEqual({
    score,
    within: true,
  });
});

describe('recomputed here from the rows, in the plainest way', () => {
  test.each([
    ['temperature_f', '2013-05'],
    ['wind_speed_mph', '2013-07'],
    ['humidity_pct', '2013-10'],
    ['pressure_mb', '2013-01'],
  ])('%s in %s', async (name, window) => {
    const begin = new Date(`${window}-01T00:00:00Z`);
    const end = new Date(Date.UTC(begin.getUTCFullYear(), begin.getUTCMonth() + 1));
    const reference = await values(name, `scheduled_at < '2013-03-01'`);
    const current = await values(
      name,
      `scheduled_at >= '${begin.toISOString()}' AND scheduled_at < '${end.toISOString()}'`,
    );
    const cells = deciles(reference);
    expectNear(
      psi(name, window),
      plainPsi(shares(reference, cells), shares(current, cells), reference, current),
    );
  });
});

/** The values of a column that are there, in ascending order. */
async function values(name: string, where: string): Promise<number[]> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  const reader = await connection.runAndReadAll(
    `SELECT ${name}::DOUBLE FROM '${flights}/flights.parquet' WHERE ${where} AND ${name} IS NOT NULL ORDER BY 1`,
  );
  connection.closeSync();
  instance.closeSync();
  return reader.getRowsJS().map(([value]) => Number(value));
}

/** `numpy.quantile(values, [.1, .2, …, .9])`, without those that repeat. */
function deciles(sorted: readonly number[]): number[] {
  const edges = Array.from({ length: 9 }, (_, index) => {
    const rank = ((index + 1) / 10) * (sorted.length - 1);
    const lower = sorted[Math.floor(rank)] ?? NaN;
    const upper = sorted[Math.ceil(rank)] ?? NaN;
    return lower + (upper - lower) * (rank - Math.floor(rank));
  });
  return [...new Set(edges)];
}

/** Shares of the values in (−∞, e1], (e1, e2], …, (en, ∞). */
function shares(sorted: readonly number[], edges: readonly number[]): number[] {
  const counts = new Array<number>(edges.length + 1).fill(0);
  for (const value of sorted) {
    const cell = edges.findIndex((edge) => value <= edge);
    const index = cell < 0 ? edges.length : cell;
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts.map((count) => count / sorted.length);
}

/** Σ (q − p) ln(q / p); a cell that is empty on one side counts as half a row there. */
function plainPsi(
  before: readonly number[],
  after: readonly number[],
  { length: n }: readonly number[],
  { length: m }: readonly number[],
): number {
  return before.reduce((sum, share, cell) => {
    const p = share === 0 ? 0.5 / n : share;
    const q = after[cell] === undefined || after[cell] === 0 ? 0.5 / m : after[cell];
    return sum + (q - p) * Math.log(q / p);
  }, 0);
}
