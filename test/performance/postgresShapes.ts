import pg from 'pg';
import { quoteText } from '../../exporter/src/sources/sql.js';
import { startPostgres } from '../services/postgres.js';

/*
 * Which shape of query counts fastest on PostgreSQL: prints a Markdown table for docs/ARCHITECTURE.md. Every shape
 * runs three times, in turn with the others; ratios are to the shape that the source uses.
 *
 *   node build/test/performance/postgresShapes.js [rows, 1000000 by default]
 */

const ROWS = Number(process.argv[2] ?? 1_000_000);
const ROUNDS = 3;
const HOUR = 3_600;
const WEEK = 168 * HOUR;
const edges = Array.from({ length: 130 }, (_, index) => -10 + index * 0.3);
const thresholds = `'{${edges.join(',')}}'::float8[]`;
const mirrored = `'{${edges
  .map((edge) => -edge)
  .reverse()
  .join(',')}}'::float8[]`;
const numeric = Array.from({ length: 15 }, (_, index) => `n${index}`);
const categorical = [3, 12, 100, 3_000, 9_000].map((count) => ({ column: `c${count}`, count }));
const wide = Array.from({ length: 80 }, (_, index) => `w${index * 7}`);

type Shape = (bucket: string) => readonly string[];

const rowsOnce = (column: string, bucket: string): string =>
  `(SELECT ${bucket} AS bucket, ${column}::float8 AS value FROM rows OFFSET 0) AS item`;
const moments = 'count(*), sum(value - 3), sum((value - 3) * (value - 3))';
const lateral = (table: string, columns: readonly string[], bucket: string): string => {
  const values = columns.map(
    (column, index) => `(${index}, width_bucket(${column}::float8, ${thresholds}), ${column}::float8)`,
  );
  return `SELECT ${bucket} AS bucket, feature, cell, ${moments} FROM ${table}
    CROSS JOIN LATERAL (VALUES ${values.join(', ')}) AS item (feature, cell, value) GROUP BY 1, 2, 3`;
};
const known = (count: number): string =>
  `unnest(ARRAY(SELECT 'category ' || i FROM generate_series(0, ${count - 1}) AS i), ARRAY(SELECT generate_series(0, ${count - 1}))) AS known (name, cell)`;
const byText = (column: string, bucket: string): string =>
  `SELECT ${bucket} AS bucket, ${column} COLLATE "C" AS value, count(*) AS n FROM rows GROUP BY 1, 2`;

const shapes: Readonly<Record<string, Readonly<Record<string, Shape>>>> = {
  '15 numeric features': {
    'a query a feature, over 4 connections': (bucket) =>
      numeric.map(
        (column) =>
          `SELECT bucket, width_bucket(value, ${thresholds}), ${moments} FROM ${rowsOnce(column, bucket)} GROUP BY 1, 2`,
      ),
    'the same on −x with mirrored edges': (bucket) =>
      numeric.map(
        (column) =>
          `SELECT bucket, width_bucket(-value, ${mirrored}), ${moments} FROM ${rowsOnce(column, bucket)} GROUP BY 1, 2`,
      ),
    'one scan, lateral VALUES': (bucket) => [lateral('rows', numeric, bucket)],
    'four scans, lateral VALUES, over 4 connections': (bucket) =>
      chunks(numeric, 4).map((columns) => lateral('rows', columns, bucket)),
    'one scan, grouping sets (counts without sums)': (bucket) => {
      const cells = numeric.map((column, index) => `width_bucket(${column}, ${thresholds}) AS c${index}`);
      const sets = numeric.map((_, index) => `(bucket, c${index})`);
      const names = numeric.map((_, index) => `c${index}`).join(', ');
      return [
        `SELECT bucket, ${names}, count(*) FROM (SELECT ${bucket} AS bucket, ${cells.join(', ')} FROM rows) AS item
         GROUP BY GROUPING SETS (${sets.join(', ')})`,
      ];
    },
  },
  '5 categorical features (3 to 9,000 values)': {
    'group by text, then map to cells': (bucket) =>
      categorical.map(
        ({ column, count }) =>
          `SELECT bucket, cell, sum(n) FROM (${byText(column, bucket)}) AS counted LEFT JOIN ${known(count)} ON name = value GROUP BY 1, 2`,
      ),
    'map to cells, then group': (bucket) =>
      categorical.map(
        ({ column, count }) =>
          `SELECT ${bucket}, cell, count(*) FROM rows LEFT JOIN ${known(count)} ON name = ${column} COLLATE "C" GROUP BY 1, 2`,
      ),
    'look each row up in a jsonb map': (bucket) =>
      categorical.map(({ column, count }) => {
        const map = Object.fromEntries(
          Array.from({ length: count }, (_, index) => [`category ${index}`, index]),
        );
        return `SELECT ${bucket}, (${quoteText(JSON.stringify(map))}::jsonb -> ${column})::int, count(*) FROM rows GROUP BY 1, 2`;
      }),
    'group by text, map in the exporter': (bucket) => categorical.map(({ column }) => byText(column, bucket)),
  },
  '80 of 600 columns': Object.fromEntries(
    [1, 10, 40].map((size): [string, Shape] => [
      size === 1 ? 'a query a feature, over 4 connections' : `${size} features a query, lateral VALUES`,
      (bucket) => chunks(wide, wide.length / size).map((columns) => lateral('wide_rows', columns, bucket)),
    ]),
  ),
};

async function fill(pool: pg.Pool): Promise<void> {
  const columns = [
    `to_timestamp(1704067200 + i * ${WEEK / ROWS}::float8) AS at`,
    ...numeric.map((name, index) =>
      index < 12
        ? `sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random()) * ${index + 1} + ${index} AS ${name}`
        : `floor(random() * ${10 ** (index - 10)})::int AS ${name}`,
    ),
    ...categorical.map(
      ({ column, count }) => `'category ' || floor(power(random(), 3) * ${count})::int AS ${column}`,
    ),
  ];
  await pool.query(
    `CREATE TABLE rows AS SELECT ${columns.join(', ')} FROM generate_series(0, ${ROWS - 1}) AS i`,
  );
  const many = Array.from({ length: 600 }, (_, index) => `(random() * 100)::float4 AS w${index}`);
  await pool.query(`CREATE TABLE wide_rows AS SELECT to_timestamp(1704067200 + i * ${(10 * WEEK) / ROWS}::float8) AS at,
    ${many.join(', ')} FROM generate_series(0, ${ROWS / 10 - 1}) AS i`);
  await pool.query('VACUUM ANALYZE');
}

async function measure(
  pool: pg.Pool,
  group: Readonly<Record<string, Shape>>,
  bucket: string,
): Promise<number[]> {
  const times = Object.values(group).map((): number[] => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, shape] of Object.values(group).entries()) {
      const start = performance.now();
      await Promise.all(shape(bucket).map((text) => pool.query({ text, rowMode: 'array' })));
      times[index]?.push((performance.now() - start) / 1000);
    }
  }
  return times.map((list) => list.sort((a, b) => a - b)[Math.floor(list.length / 2)] ?? NaN);
}

function chunks<T>(list: readonly T[], count: number): T[][] {
  const size = Math.ceil(list.length / count);
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}

const server = await startPostgres({ shared_buffers: '512MB', max_wal_size: '4GB' });
const pool = new pg.Pool({ connectionString: server.url, max: 4, options: '-c jit=off' });
// the server may end a connection before the pool has
pool.on('error', () => undefined);
try {
  process.stderr.write(`filling ${ROWS} rows × 21 columns, and a tenth of them × 600\n`);
  await fill(pool);
  process.stdout.write(
    '| what | shape | 1 bucket | ratio | 168 buckets | ratio |\n|---|---|---:|---:|---:|---:|\n',
  );
  for (const [what, group] of Object.entries(shapes)) {
    const one = await measure(pool, group, '0');
    const week = await measure(pool, group, `floor(date_part('epoch', at) / ${HOUR})`);
    Object.keys(group).forEach((shape, index) => {
      const cells = [one, week].flatMap((times) => {
        const [own = NaN, first = NaN] = [times[index], times[0]];
        return [`${own.toFixed(1)} s`, (own / first).toFixed(1)];
      });
      process.stdout.write(`| ${what} | ${shape} | ${cells.join(' | ')} |\n`);
    });
  }
} finally {
  await pool.end();
  await server.stop();
}
