import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { migrate } from '../../exporter/src/store/migrate.js';
import { first, second } from '../../exporter/src/store/migrations/index.js';
import { postgresDatabase } from '../../exporter/src/store/postgresDatabase.js';
import { startPostgres } from '../services/postgres.js';
import { printTable, quantile, timed } from './monitorReport.js';
import { commits } from './starSchema/commits.js';
import { fill } from './starSchema/data.js';
import { queries } from './starSchema/queries.js';

/*
 * What Tableau asks of the views, and every sheet of the workbook, as the role that tableau.sql makes, on two years of a model of
 * 100 features: medians of several runs, each run beside a count of drift.scores. Prints a Markdown table for docs/STAR_SCHEMA.md.
 *
 *     npm run --silent pretest && node build/test/performance/starSchema.js
 */
const RUNS = 7;
const TIMEOUT = 600_000;
/** Nothing but reading the table from one end to the other. */
const COUNT = `SET enable_indexonlyscan = off; SET enable_bitmapscan = off; SET max_parallel_workers_per_gather = 0;
  SELECT count(*) FROM drift.scores`;

interface Node {
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Node[];
}

/** Rows that a plan has taken from tables. */
function rowsRead(node: Node): number {
  const own = (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'];
  return (
    (node['Relation Name'] === undefined ? 0 : own) +
    (node.Plans ?? []).map(rowsRead).reduce((a, b) => a + b, 0)
  );
}

const server = await startPostgres();
try {
  const database = await postgresDatabase(server.url, TIMEOUT);
  for (const { sql } of [first, second]) {
    if (sql === first.sql) {
      await database.script(
        'CREATE SCHEMA drift; CREATE TABLE drift.schema_versions (version integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())',
      );
    }
    await database.script(sql);
  }
  await database.script("INSERT INTO drift.schema_versions (version, name) VALUES (1, ''), (2, '')");
  process.stderr.write(`filled in ${((await timed(() => fill(database))) / 1000).toFixed(1)} s\n`);
  process.stdout.write(`migrated in ${((await timed(() => migrate(database))) / 1000).toFixed(1)} s\n`);
  await database.script('VACUUM (ANALYZE) drift.daily_scores');
  for (const file of ['roles.sql', 'tableau.sql']) {
    await database.script(await readFile(`provisioning/postgres/${file}`, 'utf8'));
  }
  await database.script("ALTER ROLE drift_tableau PASSWORD 'of the benchmark'");
  await database.script("ALTER ROLE drift_writer PASSWORD 'of the benchmark'");
  await measure();
  await write();
  await database.close();
} finally {
  await server.stop();
}

interface Measured {
  readonly label: string;
  readonly read: number;
  readonly shown: number;
  readonly took: number;
}

async function measure(): Promise<void> {
  const url = new URL(server.url);
  const counter = new pg.Client({ connectionString: url.href });
  [url.username, url.password] = ['drift_tableau', 'of the benchmark'];
  const tableau = new pg.Client({ connectionString: url.href });
  await counter.connect();
  await tableau.connect();
  const counts: number[] = [];
  const times = queries.map((): number[] => []);
  for (let run = 0; run < RUNS; run++) {
    counts.push(await timed(() => counter.query(COUNT)));
    for (const [index, { sql, values = [] }] of queries.entries())
      times[index]?.push(await timed(() => tableau.query(sql, [...values])));
  }
  const count = quantile(counts, 0.5);
  // of what has one name, such as the cards of a view, the slowest
  const slowest = new Map<string, Measured>();
  for (const [index, { view, what, sql, values = [] }] of queries.entries()) {
    const took = quantile(times[index] ?? [], 0.5);
    const label = view === 'workbook' ? `sheet “${what}”` : `\`${view}\`, ${what}`;
    if ((slowest.get(label)?.took ?? 0) > took) continue;
    const { rows: plan } = await tableau.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(
      `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${sql}`,
      [...values],
    );
    const read = plan[0] === undefined ? 0 : rowsRead(plan[0]['QUERY PLAN'][0].Plan);
    slowest.set(label, { label, read, shown: (await tableau.query(sql, [...values])).rowCount ?? 0, took });
  }
  const { rows: sizes } = await counter.query<{ n: number; mb: string }>(
    "SELECT count(*)::int AS n, (pg_total_relation_size('drift.scores') / 2 ^ 20)::int::text AS mb FROM drift.scores",
  );
  const scores = {
    label: `count of the scores (${sizes[0]?.mb} MB)`,
    read: sizes[0]?.n ?? 0,
    shown: 1,
    took: count,
  };
  printTable(
    ['query', 'rows read', 'rows shown', 'ms', 'of the count'],
    [...slowest.values(), scores].map(({ label, read, shown, took }) => [
      ...[label, read.toLocaleString('en'), shown.toLocaleString('en')],
      ...[took.toFixed(0), (took / count).toFixed(2)],
    ]),
  );
  await counter.query("INSERT INTO drift.model_access VALUES ('drift_tableau', 'm')");
  const restricted = queries.map((): number[] => []);
  for (let run = 0; run < RUNS; run++) {
    for (const [index, { sql, values = [] }] of queries.entries())
      restricted[index]?.push(await timed(() => tableau.query(sql, [...values])));
  }
  const sum = (all: readonly (readonly number[])[]): number =>
    all.map((some) => quantile(some, 0.5)).reduce((a, b) => a + b, 0);
  process.stdout.write(
    `all of it as a restricted role: ${(sum(restricted) / sum(times)).toFixed(2)} of the time\n`,
  );
  await tableau.end();
  await counter.end();
}

/** What the scores by day add to a commit, and whether row security does, as the role that exporters run as. */
async function write(): Promise<void> {
  const rows: (string | number)[][] = [];
  let after = 0;
  for (const role of ['a superuser', 'drift_writer']) {
    const url = new URL(server.url);
    if (role === 'drift_writer') [url.username, url.password] = [role, 'of the benchmark'];
    const database = await postgresDatabase(url.href, TIMEOUT);
    for (const hours of [1, 24, 240]) {
      const runs = hours === 1 ? 24 : 5;
      const { scores, all, days } = await commits(database, after, hours, runs);
      after += runs * hours;
      rows.push([`${hours} h, as ${role}`, scores, all.toFixed(0), days.toFixed(0)]);
    }
    await database.close();
  }
  printTable(['commit of', 'scores', 'ms', 'of these for days'], rows);
}
