import { categoricalPlace, numericPlace, type CellAccumulator } from './cellAccumulator.js';
import { fineCells } from './fineCells.js';
import { GroupedAnswer } from './groupedAnswer.js';
import type { PostgresClient } from './postgresClient.js';
import { isOutOfRange } from './postgresErrors.js';
import { PostgresRows } from './postgresRows.js';
import { floatArray } from './postgresTypes.js';
import { Z_LIMIT } from './samples/cellIndex.js';
import type { CategoricalCells, CellCounts, CountRequest, NumericCells } from './source.js';
import { bucketNumber, Parameters } from './sql.js';
import type { CountedFeature } from './sqlRows.js';
import { unseenCategories } from './postgresUnseen.js';

/** A power of two, so that scaling by it is exact. */
const JOINT_UNIT = 2 ** 332;

/**
 * Counts each feature by a query of its own, as many at once as there are connections. One query for all of them
 * (grouping sets, or a lateral VALUES list) reads the table once, but takes two to four times as long: grouping
 * costs more than reading. docs/ARCHITECTURE.md has the measurements.
 */
export async function countPostgres(client: PostgresClient, request: CountRequest): Promise<CellCounts[]> {
  const rows = await PostgresRows.open(client, request.selection);
  const counted = await rows.counted(request.features);
  const joint = await rows.joint(request.joint ?? []);
  const results = await client.each(counted, (item) => new FeatureCount(rows, request, joint, item).run());
  return results.flat();
}

/** The query that counts one feature. */
class FeatureCount {
  constructor(
    readonly rows: PostgresRows,
    readonly request: CountRequest,
    readonly joint: readonly string[],
    readonly counted: CountedFeature,
  ) {}

  async run(): Promise<CellCounts[]> {
    try {
      return await this.#count(false);
    } catch (error) {
      // numbers near the ends of double precision take a query that minds them, which is slower
      if (!isOutOfRange(error)) throw error;
      return this.#count(true);
    }
  }

  async #count(guarded: boolean): Promise<CellCounts[]> {
    const { cells } = this.counted;
    return cells.kind === 'numeric'
      ? this.#numeric(cells, guarded)
      : this.#withUnseen(cells, await this.#categorical(cells, guarded));
  }

  /** One bucket over all rows also tells which categories are unseen. */
  async #withUnseen(cells: CategoricalCells, results: CellCounts[]): Promise<CellCounts[]> {
    const { bucket, segments = [] } = this.request;
    if (bucket !== undefined || segments.length > 0) return results;
    const { feature, value } = this.counted;
    const seen = results.every(({ unseen }) => unseen === 0);
    const categories = seen ? [] : await unseenCategories(this.rows, feature, value, cells);
    return results.map((counts) => ({ ...counts, unseenCategories: categories }));
  }

  #numeric(cells: NumericCells, guarded: boolean): Promise<CellCounts[]> {
    const fine = fineCells(cells);
    const parameters = new Parameters();
    const { items, keys } = this.#items(guarded, parameters);
    const distance = guarded
      ? standardised('value', cells, parameters)
      : `value - ${parameters.add(cells.center, 'float8')}`;
    const thresholds = parameters.add(floatArray(fine.thresholds), 'float8[]');
    const sql = `SELECT ${[...keys, `width_bucket(value, ${thresholds})`].join(', ')}, count(*)::float8,
        coalesce(sum(distance), 0), coalesce(sum(distance * distance), 0)${this.#jointSums()}
      FROM (SELECT *, ${distance} AS distance FROM (SELECT ${items} ${this.#source(parameters)} OFFSET 0) AS item) AS item
      GROUP BY ${ordinals(keys.length + 1)}`;
    const place = numericPlace(cells, fine, guarded ? cells.scale : 1);
    return this.#read(sql, parameters, guarded, place);
  }

  /** Distinct values are counted first and mapped to cells after, so that each is looked up once. */
  #categorical(cells: CategoricalCells, guarded: boolean): Promise<CellCounts[]> {
    const { categories, others, complete } = cells;
    const other = categories.length;
    // PostgreSQL's text holds no NUL, so no value can equal such a name
    const known = [
      ...categories.map((name, cell) => ({ name, cell })),
      ...others.map((name) => ({ name, cell: other })),
    ].filter(({ name }) => !name.includes('\0'));
    const parameters = new Parameters();
    const { items, keys } = this.#items(guarded, parameters);
    const names = parameters.add(
      known.map(({ name }) => name),
      'text[]',
    );
    const indices = parameters.add(
      known.map(({ cell }) => cell),
      'int[]',
    );
    const rest = parameters.add(complete ? other + 1 : other, 'int');
    const again = this.joint.map((_, index) => `, sum(count${index}), sum(sum${index})`).join('');
    const sql = `SELECT ${[...keys, `CASE WHEN value IS NOT NULL THEN coalesce(cell, ${rest}) END`].join(', ')},
        sum(n), 0::float8, 0::float8${again}
      FROM (SELECT ${[...keys, 'value COLLATE "C" AS value'].join(', ')}, count(*)::float8 AS n${this.#jointSums(true)}
            FROM (SELECT ${items} ${this.#source(parameters)} OFFSET 0) AS item GROUP BY ${ordinals(keys.length + 1)}) AS counted
      LEFT JOIN unnest(${names}, ${indices}) AS known (name, cell) ON known.name = counted.value
      GROUP BY ${ordinals(keys.length + 1)}`;
    return this.#read(sql, parameters, guarded, categoricalPlace(cells));
  }

  /** Columns of the innermost query. OFFSET 0 behind it has each expression computed once a row. */
  #items(guarded: boolean, parameters: Parameters): { items: string; keys: string[] } {
    const { bucket, segments = [] } = this.request;
    const joint = guarded
      ? this.joint.map(
          (value) =>
            `CASE WHEN abs(${value}) > 1e-200 THEN ${value} / '${JOINT_UNIT}'::float8 ELSE ${value} * 0 END`,
        )
      : this.joint;
    const keys = {
      ...(bucket === undefined ? {} : { bucket: bucketNumber(this.rows.epoch(parameters), bucket) }),
      ...Object.fromEntries(
        segments.map((segment, index) => [`segment${index}`, this.rows.segment(segment)]),
      ),
    };
    const items = {
      ...keys,
      value: this.counted.value,
      ...Object.fromEntries(joint.map((value, index) => [`joint${index}`, value])),
    };
    return {
      items: Object.entries(items)
        .map(([name, sql]) => `${sql} AS ${name}`)
        .join(', '),
      keys: Object.keys(keys),
    };
  }

  #source(parameters: Parameters): string {
    return this.request.bucket === undefined
      ? this.rows.source(parameters)
      : this.rows.timedSource(parameters);
  }

  #jointSums(named = false): string {
    const name = (text: string): string => (named ? ` AS ${text}` : '');
    return this.joint
      .map(
        (_, index) =>
          `, count(joint${index})::float8${name(`count${index}`)}, coalesce(sum(joint${index}), 0)${name(`sum${index}`)}`,
      )
      .join('');
  }

  async #read(
    sql: string,
    parameters: Parameters,
    guarded: boolean,
    place: CellAccumulator['place'],
  ): Promise<CellCounts[]> {
    const { feature, cells } = this.counted;
    const answer = new GroupedAnswer(this.request, feature.name, cells, place, guarded ? JOINT_UNIT : 1);
    const { rows } = await this.rows.client.query(sql, parameters.values, { feature: feature.name });
    for (const row of rows) answer.add(row);
    return answer.results();
  }
}

/** z of a value, with nothing on the way that overflows or underflows, both of which PostgreSQL calls errors. */
function standardised(value: string, { center, scale }: NumericCells, parameters: Parameters): string {
  const add = (number: number): string => parameters.add(number, 'float8');
  const limit = (z: number): string =>
    add(Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, center + z * scale)));
  // halves of large numbers differ by less than the largest double
  const large = `abs(${value}) > 1e150`;
  const z = `CASE WHEN ${large} THEN (${value} / 2 - ${add(center / 2)}) / ${add(scale / 2)}
    WHEN abs(${value} - ${add(center)}) > ${add(scale * 1e-150)} THEN (${value} - ${add(center)}) / ${add(scale)} ELSE 0 END`;
  return `CASE WHEN ${value} >= ${limit(-Z_LIMIT)} AND ${value} <= ${limit(Z_LIMIT)} THEN ${z} ELSE 0 END`;
}

function ordinals(count: number): string {
  return Array.from({ length: count }, (_, index) => index + 1).join(', ');
}
