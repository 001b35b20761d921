import { DriftError } from '../errors.js';
import { fineCells, type FineCells } from './fineCells.js';
import type { GroupedAnswer } from './groupedAnswer.js';
import type { PostgresClient } from './postgresClient.js';
import { isOutOfRange } from './postgresErrors.js';
import { PostgresRows } from './postgresRows.js';
import { floatArray } from './postgresTypes.js';
import { unseenCategories } from './postgresUnseen.js';
import { Z_LIMIT } from './samples/cellIndex.js';
import type { CellCounts, CountRequest, NumericCells } from './source.js';
import { named, Parameters, select } from './sql.js';
import { byKind, contextOf, SqlCount, UNKNOWN, type Categorical, type Numeric } from './sqlCount.js';
import type { CountedFeature } from './sqlRows.js';

/** A power of two, so that scaling by it is exact. */
const JOINT_UNIT = 2 ** 332;
/** Above so many columns, finding one in its row costs more than grouping, and one scan counts several features. */
const WIDE = 200;
/** Features of one scan at most; fewer where there would be scans for some of the connections only. */
const FEATURES_A_SCAN = 20;

/**
 * Counts each feature by a query of its own, as many at once as there are connections: reading the table once for all of them
 * takes two to four times as long, since grouping costs more than reading. That turns round where rows are wide; there each
 * scan counts a batch. docs/ARCHITECTURE.md has the measurements.
 */
export async function countPostgres(client: PostgresClient, request: CountRequest): Promise<CellCounts[]> {
  const rows = await PostgresRows.open(client, request.selection);
  const counted = await rows.counted(request.features);
  const joint = await rows.joint(request.joint ?? []);
  const share = Math.ceil(counted.length / client.limit);
  const size = rows.columns.length > WIDE ? Math.min(FEATURES_A_SCAN, share) : 1;
  const { numeric, categorical } = byKind(counted);
  const batches = [
    ...batchesOf(numeric, size).map((batch) => new NumericScan(rows, request, joint, batch)),
    ...batchesOf(categorical, size).map((batch) => new CategoricalScan(rows, request, joint, batch)),
  ];
  return (await client.each(batches, (batch) => batch.run())).flat();
}

function batchesOf<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

/** A query that counts a batch of features. */
abstract class Scan<Counted extends CountedFeature> {
  constructor(
    readonly rows: PostgresRows,
    readonly request: CountRequest,
    readonly joint: readonly string[],
    readonly batch: readonly Counted[],
  ) {}

  protected abstract count(guarded: boolean): Promise<CellCounts[]>;
  protected abstract of(batch: readonly Counted[]): Scan<Counted>;

  /** What one feature is to blame for, or a deadline that is too short for all of them, is asked of each alone. */
  async run(): Promise<CellCounts[]> {
    try {
      return await this.#counted();
    } catch (error) {
      if (this.batch.length === 1 || !isOfTheBatch(error)) throw error;
      const counts: CellCounts[][] = [];
      for (const item of this.batch) counts.push(await this.of([item]).run());
      return counts.flat();
    }
  }

  async #counted(): Promise<CellCounts[]> {
    try {
      return await this.count(false);
    } catch (error) {
      // numbers near the ends of double precision take a query that minds them, which is slower
      if (!isOutOfRange(error)) throw error;
      return this.count(true);
    }
  }

  /** What all queries have in common; joint columns that may overflow are divided by a unit. */
  protected sqlCount(guarded: boolean): SqlCount {
    const scaled = (value: string): string =>
      `CASE WHEN abs(${value}) > 1e-200 THEN ${value} / '${JOINT_UNIT}'::float8 ELSE ${value} * 0 END`;
    return new SqlCount(
      this.request,
      guarded ? this.joint.map(scaled) : this.joint,
      guarded ? JOINT_UNIT : 1,
    );
  }

  /** Keys, joint columns and values of each row; OFFSET 0 behind them has each expression computed once a row. */
  protected items(count: SqlCount, parameters: Parameters): string {
    const keys = count.keyColumns(
      () => this.rows.epoch(parameters),
      (segment) => this.rows.segment(segment),
    );
    const values = this.batch.map(({ value }) => value);
    const columns = select({ ...keys, ...named('joint', count.joint), ...named('value', values) });
    const source =
      this.request.bucket === undefined ? this.rows.source(parameters) : this.rows.timedSource(parameters);
    return `(SELECT ${columns} ${source} OFFSET 0) AS item`;
  }

  protected async ask(
    count: SqlCount,
    sql: string,
    parameters: Parameters,
    answers: readonly GroupedAnswer[],
  ): Promise<CellCounts[]> {
    const { rows } = await this.rows.client.query(sql, parameters.values, contextOf(this.batch));
    return count.read(rows, answers);
  }
}

class NumericScan extends Scan<Numeric> {
  protected count(guarded: boolean): Promise<CellCounts[]> {
    const count = this.sqlCount(guarded);
    const parameters = new Parameters();
    const fine = this.batch.map(({ cells }) => fineCells(cells));
    const items = this.items(count, parameters);
    const counted = this.batch.map(({ cells }, index) => {
      const value = `value${index}`;
      const thresholds = parameters.add(floatArray(fine[index]?.thresholds ?? []), 'float8[]');
      const distance = guarded
        ? standardised(value, cells, parameters)
        : `${value} - ${parameters.add(cells.center, 'float8')}`;
      return { cell: `width_bucket(${value}, ${thresholds})`, distance };
    });
    const sql = `SELECT ${[...count.keys, 'feature', 'cell'].join(', ')}, count(*),
        coalesce(sum(distance), 0), coalesce(sum(distance * distance), 0)${count.jointSums()}
      FROM ${items} CROSS JOIN ${unpivot(counted)} GROUP BY ${count.groups}`;
    const answers = this.batch.map((item, index) =>
      count.numericAnswer(item, fine[index] as FineCells, guarded ? item.cells.scale : 1),
    );
    return this.ask(count, sql, parameters, answers);
  }

  protected of(batch: readonly Numeric[]): NumericScan {
    return new NumericScan(this.rows, this.request, this.joint, batch);
  }
}

class CategoricalScan extends Scan<Categorical> {
  /** Distinct values are counted first and mapped to cells after, so that each is looked up once. */
  protected async count(guarded: boolean): Promise<CellCounts[]> {
    const count = this.sqlCount(guarded);
    const parameters = new Parameters();
    const { keys, groups } = count;
    const items = this.items(count, parameters);
    const values = this.batch.map((_, index) => ({ value: `value${index} COLLATE "C"` }));
    const known = this.#known(parameters);
    const sql = `SELECT ${[...keys, 'counted.feature', `CASE WHEN value IS NOT NULL THEN coalesce(cell, ${UNKNOWN}) END`].join(', ')},
        sum(n), 0, 0${count.jointTotals}
      FROM (SELECT ${[...keys, 'feature', 'value'].join(', ')}, count(*) AS n${count.jointSums(true)}
            FROM ${items} CROSS JOIN ${unpivot(values)} GROUP BY ${groups}) AS counted
      LEFT JOIN ${known} ON known.feature = counted.feature AND known.name = counted.value
      GROUP BY ${groups}`;
    const answers = this.batch.map((item) => count.categoricalAnswer(item));
    const results = await this.ask(count, sql, parameters, answers);
    return count.withUnseen(this.batch, results, ({ feature, value, cells }) =>
      unseenCategories(this.rows, feature, value, cells),
    );
  }

  /** The known categories of each feature, and their cells. */
  #known(parameters: Parameters): string {
    const known = this.batch.flatMap(({ cells: { categories, others } }, feature) =>
      [...categories, ...others].map((name, index) => ({
        feature,
        name,
        cell: Math.min(index, categories.length),
      })),
    );
    // PostgreSQL's text holds no NUL, so no value can equal such a name
    const possible = known.filter(({ name }) => !name.includes('\0'));
    const lists = [
      parameters.add(
        possible.map(({ feature }) => feature),
        'int[]',
      ),
      parameters.add(
        possible.map(({ name }) => name),
        'text[]',
      ),
      parameters.add(
        possible.map(({ cell }) => cell),
        'int[]',
      ),
    ];
    return `unnest(${lists.join(', ')}) AS known (feature, name, cell)`;
  }

  protected of(batch: readonly Categorical[]): CategoricalScan {
    return new CategoricalScan(this.rows, this.request, this.joint, batch);
  }
}

/**
 * Each row once for each feature: its number, and what belongs to it. One feature is a plain SELECT, which the planner folds
 * into the query around it.
 */
function unpivot(features: readonly Readonly<Record<string, string>>[]): string {
  const [first = {}] = features;
  if (features.length === 1) return `LATERAL (SELECT 0 AS feature, ${select(first)}) AS one`;
  const lines = features.map((columns, index) => `(${[index, ...Object.values(columns)].join(', ')})`);
  return `LATERAL (VALUES ${lines.join(', ')}) AS one (${['feature', ...Object.keys(first)].join(', ')})`;
}

/** Whether a feature of the batch may do better alone. */
function isOfTheBatch(error: unknown): boolean {
  return (
    error instanceof DriftError && ['column_type', 'source_failed', 'source_timeout'].includes(error.code)
  );
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
