import type { PostgresClient } from './postgresClient.js';
import { isOutOfRange } from './postgresErrors.js';
import { PostgresRows } from './postgresRows.js';
import type { ExactDistances, Feature, Selection } from './source.js';
import { Parameters } from './sql.js';

/** Current selections that one query compares with the reference. */
const SIDES = 12;

/** One side of a comparison: its rows, and each feature's value there. */
interface Side {
  readonly rows: PostgresRows;
  readonly values: readonly string[];
}

/**
 * Distances from the reference over all distinct values, one query a feature: values are grouped over the
 * reference and the current selections together, so the reference is read and sorted once for up to twelve of them.
 */
export async function exactPostgres(
  client: PostgresClient,
  reference: Selection,
  current: readonly Selection[],
  features: readonly Feature[],
): Promise<ExactDistances[][]> {
  const open = async (selection: Selection): Promise<Side> => {
    const rows = await PostgresRows.open(client, selection);
    return { rows, values: (await rows.values(features)).map(({ value }) => value) };
  };
  const first = await open(reference);
  const sides = await client.each(current, open);
  const chunks = Array.from({ length: Math.ceil(sides.length / SIDES) }, (_, index) =>
    sides.slice(index * SIDES, (index + 1) * SIDES),
  );
  const jobs = chunks.flatMap((chunk) =>
    features.map((feature, index) => ({ feature, index, sides: [first, ...chunk] })),
  );
  const distances = await client.each(jobs, (job) =>
    compare(client, job.feature, job.index, job.sides, false).catch((error: unknown) => {
      if (!isOutOfRange(error)) throw error;
      return compare(client, job.feature, job.index, job.sides, true);
    }),
  );
  return current.map((_, side) => {
    const chunk = Math.floor(side / SIDES) * features.length;
    return features.map((_, index) => distances[chunk + index]?.[side % SIDES] as ExactDistances);
  });
}

async function compare(
  client: PostgresClient,
  { name: feature }: Feature,
  index: number,
  sides: readonly Side[],
  guarded: boolean,
): Promise<ExactDistances[]> {
  const parameters = new Parameters();
  const pooled = sides.map(
    ({ rows, values }, side) =>
      `SELECT value, ${side} AS side FROM (SELECT ${values[index] ?? ''} AS value ${rows.source(parameters)} OFFSET 0) AS item`,
  );
  const { rows } = await client.query(comparison(pooled, guarded), parameters.values, { feature });
  const numbers = (rows[0] ?? []).map(Number);
  const take = (count: number): number[] => numbers.splice(0, count);
  const [n = 0, finite = 0] = take(2);
  return sides.slice(1).map(() => {
    const [m = 0, currentFinite = 0, largest = 0, area = 0, squares = 0, ties = 0] = take(6);
    const product = n * m;
    if (product === 0)
      return {
        feature,
        referenceRows: n,
        currentRows: m,
        kolmogorovSmirnov: 0,
        cramerVonMises: 0,
        ties: false,
      };
    return {
      feature,
      referenceRows: n,
      currentRows: m,
      kolmogorovSmirnov: largest / product,
      ...(finite > 0 && currentFinite > 0
        ? { wasserstein: guarded ? area * 2 : area / (finite * currentFinite) }
        : {}),
      cramerVonMises: squares / product / (n + m) ** 2,
      ties: ties > 0,
    };
  });
}

/**
 * One row: the reference's rows and finite rows; then for each other side its own, the largest |F−G| and the sum of
 * (F−G)² over the pooled sample, both on the scale of n·m, the area between F and G over finite values, and ties.
 * Counts are doubles, exact up to 2^53.
 */
function comparison(pooled: readonly string[], guarded: boolean): string {
  const sides = pooled.map((_, side) => side);
  const currents = sides.slice(1);
  const list = (of: readonly number[], write: (side: number) => string): string => of.map(write).join(', ');
  const step = guarded
    ? `(${half('lead(value) OVER ascending')} - ${half('value')})`
    : '(lead(value) OVER ascending - value)';
  const totals = list(
    sides,
    (side) => `sum(n${side}) AS total${side},
      coalesce(sum(n${side}) FILTER (WHERE value = '-Infinity'), 0) AS low${side},
      coalesce(sum(n${side}) FILTER (WHERE value > '-Infinity' AND value < 'Infinity'), 0) AS finite${side}`,
  );
  const results = list(currents, (side) => {
    const gap = `abs(upto0 * total${side} - upto${side} * total0)`;
    const finiteGap = `abs((upto0 - low0) * finite${side} - (upto${side} - low${side}) * finite0)`;
    const product = `finite0 * finite${side}`;
    const area = guarded
      ? `CASE WHEN step > 1e-280 AND ${finiteGap} > 0 AND ${product} > 0 THEN ${finiteGap} / (${product}) * step ELSE 0 END`
      : `${finiteGap} * step`;
    return `max(total${side}), max(finite${side}), max(${gap}), coalesce(sum(${area}), 0),
      sum((n0 + n${side}) * ${gap} * ${gap}), max(CASE WHEN n0 + n${side} > 1 THEN 1 ELSE 0 END)`;
  });
  return `WITH grouped AS (
      SELECT value, ${list(sides, (side) => `count(*) FILTER (WHERE side = ${side})::float8 AS n${side}`)}
      FROM (${pooled.join(' UNION ALL ')}) AS pooled WHERE value <> 'NaN' GROUP BY value),
    totals AS (SELECT ${totals} FROM grouped),
    ranked AS (
      SELECT *, ${list(sides, (side) => `sum(n${side}) OVER ascending AS upto${side}`)},
        CASE WHEN value > '-Infinity' AND lead(value) OVER ascending < 'Infinity' THEN ${step} END AS step
      FROM grouped WINDOW ascending AS (ORDER BY value ROWS UNBOUNDED PRECEDING))
    SELECT max(total0), max(finite0), ${results} FROM ranked CROSS JOIN totals`;
}

/** Half a value; PostgreSQL calls an underflow an error. */
function half(value: string): string {
  return `CASE WHEN abs(${value}) > 1e-290 THEN ${value} / 2 ELSE ${value} * 0 END`;
}
