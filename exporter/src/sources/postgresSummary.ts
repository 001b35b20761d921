import { DriftError } from '../errors.js';
import { groupedFinite, PERCENTILES } from './groupedSummary.js';
import type { PostgresClient } from './postgresClient.js';
import { isOutOfRange } from './postgresErrors.js';
import type { PostgresRows } from './postgresRows.js';
import { floatArray } from './postgresTypes.js';
import {
  MAX_CATEGORIES,
  MAX_DISTINCT,
  type CategorySummary,
  type HeavyValue,
  type NumericSummary,
} from './source.js';
import { Parameters } from './sql.js';

/** A feature and its value as SQL, double precision or text. */
interface Item {
  readonly name: string;
  readonly value: string;
  readonly integer: boolean;
}

/** NULL, NaN and both infinities, which come as values of their own. */
const SPECIAL_VALUES = 4;
/** So many repeated percentiles has a value that holds a tenth of the rows. */
const HEAVY_RUN = 8;
const FINITE = `CASE WHEN value > '-Infinity' AND value < 'Infinity' THEN value END`;

export async function summariseCategories(
  rows: PostgresRows,
  { name, value }: Item,
): Promise<CategorySummary> {
  const parameters = new Parameters();
  const sql = `WITH grouped AS (
      SELECT value COLLATE "C" AS value, count(*)::float8 AS n
      FROM (SELECT ${value} AS value ${rows.source(parameters)} OFFSET 0) AS item GROUP BY 1)
    SELECT value, n, (SELECT count(value)::float8 FROM grouped), (SELECT sum(n) FROM grouped)
    FROM grouped ORDER BY value IS NULL DESC, n DESC, value LIMIT ${MAX_CATEGORIES + 1}`;
  const answer = await rows.client.query(sql, parameters.values, { feature: name });
  const [first] = answer.rows;
  const missing = first?.[0] === null ? Number(first[1]) : 0;
  const named = answer.rows.filter(([category]) => category !== null).slice(0, MAX_CATEGORIES);
  return {
    kind: 'categorical',
    feature: name,
    rows: Number(first?.[3] ?? 0),
    missing,
    distinctCount: Number(first?.[2] ?? 0),
    categories: named.map(([category, count]) => ({ name: String(category), count: Number(count) })),
  };
}

/**
 * A column of few distinct values is grouped, which gives all that is asked for; one of many is sorted by
 * `percentile_cont`. A look at the first rows often tells that there are many, which spares the grouping.
 */
export class NumericSummaries {
  constructor(readonly rows: PostgresRows) {}

  get client(): PostgresClient {
    return this.rows.client;
  }

  /** Which of the items have more than MAX_DISTINCT values in the first rows. */
  async manyValued(items: readonly Item[]): Promise<Set<string>> {
    const parameters = new Parameters();
    const columns = items.map(({ value }, index) => `${value} AS v${index}`).join(', ');
    const counts = items.map((_, index) => `count(DISTINCT v${index})::float8`).join(', ');
    const sql = `SELECT ${counts} FROM (SELECT ${columns} ${this.rows.source(parameters)} LIMIT ${5 * MAX_DISTINCT}) AS item`;
    // a wrong value fails again in its own feature's query, which names the feature
    const { rows } = await this.client.query(sql, parameters.values).catch((error: unknown) => {
      if (error instanceof DriftError && /^source_(un|de|ti)/.test(error.code)) throw error;
      return { rows: [] };
    });
    const many = items.filter((_, index) => Number(rows[0]?.[index]) > MAX_DISTINCT + SPECIAL_VALUES);
    return new Set(many.map(({ name }) => name));
  }

  async summarise(item: Item, manyValued: boolean): Promise<NumericSummary> {
    const grouped = manyValued ? undefined : await this.#grouped(item);
    if (grouped !== undefined) return grouped;
    try {
      return await this.#sorted(item);
    } catch (error) {
      if (!isOutOfRange(error)) throw error;
      return this.#sorted(item, await this.#largest(item));
    }
  }

  async #grouped({ name, value }: Item): Promise<NumericSummary | undefined> {
    const parameters = new Parameters();
    const limit = MAX_DISTINCT + SPECIAL_VALUES + 1;
    const sql = `SELECT value, count(*)::float8
      FROM (SELECT ${value} AS value ${this.rows.source(parameters)} OFFSET 0) AS item GROUP BY 1 ORDER BY 1 LIMIT ${limit}`;
    const { rows } = await this.client.query(sql, parameters.values, { feature: name });
    const summary = groupedFinite(
      name,
      rows.map(([number, count]) => [number === null ? NaN : Number(number), Number(count)]),
    );
    // where the limit cut the answer short, it holds more finite values than that
    return summary.distinctCount > MAX_DISTINCT ? undefined : summary;
  }

  /** With a unit, sums are of values in that unit and percentiles of halves, which don't overflow. */
  async #sorted(item: Item, unit?: number): Promise<NumericSummary> {
    const { name, value, integer } = item;
    const parameters = new Parameters();
    const source = this.rows.source(parameters);
    const fractions = parameters.add(floatArray(PERCENTILES), 'float8[]');
    const scaled = unit === undefined ? 'finite' : scale(parameters.add(unit, 'float8'));
    const half =
      unit === undefined ? 'finite' : `CASE WHEN abs(finite) > 1e-290 THEN finite / 2 ELSE finite * 0 END`;
    const sql = `SELECT count(*)::float8, count(*) FILTER (WHERE value IS NULL OR value = 'NaN')::float8,
        count(finite)::float8, min(finite), max(finite), avg(${scaled}), stddev_pop(${scaled}),
        percentile_cont(${fractions}) WITHIN GROUP (ORDER BY ${half}),
        ${integer ? 'count(DISTINCT finite)::float8' : `${MAX_DISTINCT + 1}::float8`}
      FROM (SELECT value, ${FINITE} AS finite FROM (SELECT ${value} AS value ${source} OFFSET 0) AS item) AS item`;
    const answer = await this.client.query(sql, parameters.values, { feature: name });
    const [row = []] = answer.rows;
    const [rows = 0, missing = 0, finite = 0, minimum = NaN, maximum = NaN, mean = NaN, deviation = NaN] = row
      .slice(0, 7)
      .map((number) => (number === null ? NaN : Number(number)));
    const factor = unit === undefined ? 1 : 2;
    const percentiles = Float64Array.from((row[7] as number[] | null) ?? [], (number) => number * factor);
    // the difference of two large neighbours overflows without an error
    if (unit === undefined && !percentiles.every(Number.isFinite)) {
      return this.#sorted(item, Math.max(Math.abs(minimum), Math.abs(maximum)));
    }
    return {
      kind: 'numeric',
      feature: name,
      rows,
      missing,
      infinite: rows - missing - finite,
      percentiles,
      minimum,
      maximum,
      mean: mean * (unit ?? 1),
      deviation: deviation * (unit ?? 1),
      distinctCount: Number(row[8]),
      heavy: await this.#heavy(item, percentiles, finite),
    };
  }

  /** A value that holds a tenth of the rows is several percentiles in a row. */
  async #heavy({ name, value }: Item, percentiles: Float64Array, finite: number): Promise<HeavyValue[]> {
    const candidates = [
      ...new Set(percentiles.filter((number, index) => number === percentiles[index + HEAVY_RUN - 1])),
    ];
    if (candidates.length === 0) return [];
    const parameters = new Parameters();
    const source = this.rows.source(parameters);
    const counts = candidates.flatMap((candidate) => {
      const placeholder = parameters.add(candidate, 'float8');
      return [
        `count(*) FILTER (WHERE value = ${placeholder})::float8`,
        `max(value) FILTER (WHERE value < ${placeholder} AND value > '-Infinity')`,
      ];
    });
    const sql = `SELECT ${counts.join(', ')} FROM (SELECT ${value} AS value ${source} OFFSET 0) AS item`;
    const answer = await this.client.query(sql, parameters.values, { feature: name });
    const [row = []] = answer.rows;
    return candidates.flatMap((candidate, index) => {
      const previous = row[2 * index + 1];
      if (Number(row[2 * index]) <= finite / 10) return [];
      return [previous === null ? { value: candidate } : { value: candidate, previous: Number(previous) }];
    });
  }

  async #largest({ name, value }: Item): Promise<number> {
    const parameters = new Parameters();
    const sql = `SELECT max(abs(${FINITE}))
      FROM (SELECT ${value} AS value ${this.rows.source(parameters)} OFFSET 0) AS item`;
    const { rows } = await this.client.query(sql, parameters.values, { feature: name });
    return Number(rows[0]?.[0]);
  }
}

/** A finite value in a unit; PostgreSQL calls an underflow an error. */
function scale(unit: string): string {
  return `CASE WHEN abs(finite) > 1e-290 AND abs(finite) > 1e-150 * ${unit} THEN finite / ${unit} ELSE finite * 0 END`;
}
