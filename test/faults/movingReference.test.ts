import type { KeptScore } from '../../exporter/src/store/store.js';
import { runCli } from '../support/cli.js';
import { dataFolder } from '../support/dataFolder.js';
import { freshTable } from '../support/freshTable.js';
import { monitorConfig } from '../support/monitorConfig.js';
import { monitorProcesses, type MonitorProcess } from '../support/monitorProcess.js';
import { MINUTE, TABLE_START, type MonitorTable } from '../support/monitorTable.js';
import { readStored } from '../support/storedModel.js';

const folder = dataFolder();
const start = monitorProcesses();
const fresh = freshTable({ minutes: 0 });

const LENGTH = 120;
const GAP = 60;
const at = (minute: number): number => TABLE_START + minute * MINUTE;
const minuteOf = (time: number): number => (time - TABLE_START) / MINUTE;

/** Rows of [from, to), in minutes; how many a minute, and their grades, change all the time. */
async function fill(table: MonitorTable, from: number, to: number): Promise<void> {
  await table.run(
    `INSERT INTO loans SELECT to_timestamp(($1::float8 + (minute + n / 20.0) * 60000) / 1000), n,
       CASE WHEN (n * 7 + minute) % 13 < minute / 60.0 THEN 'gold' ELSE 'silver' END
     FROM generate_series($2::int, $3::int - 1) minute, generate_series(1, 6 + minute % 11) n`,
    [TABLE_START, from, to],
  );
}

interface Minute {
  readonly minute: number;
  readonly gold: number;
  readonly silver: number;
}

function countsOf(table: MonitorTable): Promise<Minute[]> {
  return table.run<Minute>(
    `SELECT floor((extract(epoch FROM at) * 1000 - $1::float8) / 60000)::int AS minute,
       count(*) FILTER (WHERE grade = 'gold')::float8 AS gold, count(*) FILTER (WHERE grade = 'silver')::float8 AS silver
     FROM loans GROUP BY 1`,
    [TABLE_START],
  );
}

/** What a score must say: rows of the reference, and PSI of both grades, from a count of the raw rows. */
function expected(rows: readonly Minute[], { from, to }: KeptScore, firstEnd: number): [number, string] {
  const within = (first: number, last: number): [number, number] =>
    rows
      .filter(({ minute }) => minute >= first && minute < last)
      .reduce<[number, number]>(([a, b], { gold, silver }) => [a + gold, b + silver], [0, 0]);
  const end = Math.max(firstEnd, minuteOf(to) - GAP);
  const reference = within(end - LENGTH, end);
  const current = within(Math.max(minuteOf(from), firstEnd), minuteOf(to));
  const [m, n] = [reference, current].map(([a, b]) => a + b) as [number, number];
  const psi = reference.reduce((sum, count, index) => {
    const [p, q] = [(count || 0.5) / m, ((current[index] ?? 0) || 0.5) / n];
    return sum + (q - p) * Math.log(q / p);
  }, 0);
  return [m, psi.toPrecision(9)];
}

function found(score: KeptScore): [number, string] {
  return [score.result.rows.reference, Number(score.result.statistics.psi?.value).toPrecision(9)];
}

const upTo = (monitor: MonitorProcess, minute: number) =>
  monitor.untilModel(
    'loans',
    ({ newest_row, failure }) => failure === null && Date.parse(newest_row ?? '') >= at(minute - 1),
  );

function configuration(name: string, table: MonitorTable, reference: object): string {
  return monitorConfig(folder, name, {
    warehouse: table.url,
    store: { url: table.url },
    models: [
      table.model({ reference, windows: ['10m', '1h'], features: [{ name: 'grade', kind: 'categorical' }] }),
    ],
    monitoring: { lookback_window: '1h' },
  });
}

test('a rolling reference moves on minute by minute; restarts, late rows and a backfill tell the same history', async () => {
  const table = fresh();
  const path = configuration('rolling', table, { rolling: '2h' });
  await fill(table, 0, 200);
  const first = start(path);
  await upTo(first, 200);
  for (const minute of [203, 240, 330]) {
    await fill(table, minute === 203 ? 200 : minute === 240 ? 203 : 240, minute);
    await upTo(first, minute);
  }
  await first.end('SIGKILL');
  const second = start(path);
  await fill(table, 330, 420);
  await upTo(second, 420);

  // the last lookback before the newest bucket, 199
  const firstEnd = 199 - GAP;
  const rows = await countsOf(table);
  const watched = await readStored(path, 'loans');
  expect(minuteOf(watched.position.countedFrom)).toBe(firstEnd);
  const versions = new Set(watched.scores.map(({ version }) => version));
  expect(versions.size).toBe(1);
  const ends = watched.scores.filter(({ windowName }) => windowName === '10m').map(({ to }) => minuteOf(to));
  expect([ends[0], ends.at(-1)]).toEqual([firstEnd + 1 + (firstEnd % 2 === 0 ? 1 : 0), 416]);
  expect(watched.scores.map(found)).toEqual(watched.scores.map((score) => expected(rows, score, firstEnd)));

  // rows that come late are in the reference once they are backfilled, and leave it again
  await fill(table, 300, 310);
  const from = ['--from', new Date(at(firstEnd)).toISOString()];
  const filled = await runCli(['backfill', '--config', path, ...from]);
  expect({ code: filled.code, error: filled.error }).toEqual({ code: 0, error: '' });
  await fill(table, 420, 560);
  await upTo(second, 560);
  expect(second.log).not.toMatch(/level=error/);
  const late = await countsOf(table);
  const after = (await readStored(path, 'loans')).scores.filter(({ to }) => minuteOf(to) > 440);
  expect(after.length).toBeGreaterThan(30);
  const longAfter = after.filter(({ to }) => minuteOf(to) > 500);
  expect(longAfter.map(found)).toEqual(longAfter.map((score) => expected(late, score, firstEnd)));
  await second.end();

  const again = await runCli(['backfill', '--config', path, ...from]);
  expect({ code: again.code, error: again.error }).toEqual({ code: 0, error: '' });
  const replayed = await readStored(path, 'loans');
  const judged = replayed.scores.filter(({ to }) => minuteOf(to) <= 556);
  expect(judged.map(found)).toEqual(judged.map((score) => expected(late, score, firstEnd)));
});
