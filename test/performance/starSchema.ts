import { readFile } from 'node:fs/promises';
import pg from 'pg';
import { migrate } from '../../exporter/src/store/migrate.js';
import { first, second } from '../../exporter/src/store/migrations/index.js';
import { postgresDatabase } from '../../exporter/src/store/postgresDatabase.js';
import { startPostgres } from '../services/postgres.js';
import { printTable, quantile, timed } from './monitorReport.js';
import { fill } from './starSchema/data.js';
import { queries } from './starSchema/queries.js';

/*
 * What Tableau asks of the views, as the role that tableau.sql makes, on two years of a model of 100 features: medians of
 * several runs, each run beside a count of drift.scores. Prints a Markdown table for docs/STAR_SCHEMA.md.
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
  await measure();
  await database.close();
} finally {
  await server.stop();
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
    for (const [index, { sql }] of queries.entries())
      times[index]?.push(await timed(() => tableau.query(sql)));
  }
  const count = quantile(counts, 0.5);
  const rows: (string | number)[][] = [];
  for (const [index, { view, what, sql }] of queries.entries()) {
    const took = quantile(times[index] ?? [], 0.5);
    const { rows: plan } = await tableau.query<{ 'QUERY PLAN': [{ Plan: Node }] }>(
      `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${sql}`,
    );
    const read = plan[0] === undefined ? 0 : rowsRead(plan[0]['QUERY PLAN'][0].Plan);
    const { rowCount } = await tableau.query(sql);
    rows.push([`\`${view}\`, ${what}`, read, rowCount ?? 0, took.toFixed(1), (took / count).toFixed(3)]);
  }
  const { rows: sizes } = await counter.query<{ n: string; mb: string }>(
    "SELECT count(*)::text AS n, (pg_total_relation_size('drift.scores') / 2 ^ 20)::int::text AS mb FROM drift.scores",
  );
  rows.push([
    `count of the ${sizes[0]?.n} scores (${sizes[0]?.mb} MB)`,
    sizes[0]?.n ?? '',
    1,
    count.toFixed(1),
    '1',
  ]);
  printTable(['query', 'rows read', 'rows shown', 'ms', 'of the count'], rows);
  await tableau.end();
  await counter.end();
}
