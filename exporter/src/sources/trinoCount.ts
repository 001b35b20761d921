import pMap from 'p-map';
import { fineCells, type FineCells } from './fineCells.js';
import type { GroupedAnswer } from './groupedAnswer.js';
import type { CategoricalCells, CellCounts, CountRequest, NumericCells } from './source.js';
import { named, numbered, select } from './sql.js';
import { byKind, contextOf, SqlCount, UNKNOWN, type Categorical, type Numeric } from './sqlCount.js';
import type { CountedFeature } from './sqlRows.js';
import { queryBatches, unnest } from './trinoBatches.js';
import { knownCategories, unseenCategories } from './trinoCategories.js';
import type { TrinoClient } from './trinoClient.js';
import { arrayLiteral, doubleLiteral, hashOf } from './trinoLiterals.js';
import { TrinoRows } from './trinoRows.js';

/** A power of two, and so large that no sum of doubles divided by it overflows. */
const JOINT_UNIT = 2 ** 53;

/**
 * Counts features in batches, one scan a batch: each row is unnested into one of (feature, cell) for each feature, and these
 * are counted, partly on each worker and then in all. So what is read is read once, and what goes over the network are
 * counts. A query a feature takes three times as long; docs/SOURCES.md has the plan and the measurements.
 */
export async function countTrino(client: TrinoClient, request: CountRequest): Promise<CellCounts[]> {
  const rows = await TrinoRows.open(client, request.selection);
  const { numeric, categorical } = byKind(await rows.counted(request.features));
  const joint = await rows.joint(request.joint ?? []);
  const query = new CountQuery(rows, request, joint);
  const results = await Promise.all([
    pMap(
      queryBatches(numeric, ({ cells }) => numbersOf(fineCells(cells)).length * 22),
      (batch) => query.numeric(batch),
    ),
    pMap(
      queryBatches(categorical, ({ cells }) => knownLength(cells)),
      (batch) => query.categorical(batch),
    ),
  ]);
  return results.flat(2);
}

class CountQuery {
  readonly #count: SqlCount;
  readonly #keys: Readonly<Record<string, string>>;
  readonly #source: string;

  constructor(
    readonly rows: TrinoRows,
    request: CountRequest,
    joint: readonly string[],
  ) {
    const scaled = joint.map((value) => `${value} / ${doubleLiteral(JOINT_UNIT)}`);
    this.#count = new SqlCount(request, scaled, JOINT_UNIT);
    this.#source = request.bucket === undefined ? rows.source() : rows.timedSource();
    this.#keys = this.#count.keyColumns(
      () => rows.epoch(),
      (segment) => rows.segment(segment),
    );
  }

  async numeric(batch: readonly Numeric[]): Promise<CellCounts[]> {
    const fine = batch.map(({ cells }) => fineCells(cells));
    const { keys, along, groups } = this.#count;
    const cells = batch.map((_, index) => fineCell(`value${index}`, fine[index] as FineCells));
    const distances = batch.map(({ cells: of }, index) => standardised(`value${index}`, of));
    const sql = `SELECT ${[...keys, 'feature', 'cell'].join(', ')}, count(*), sum(z), sum(z * z)${this.#count.jointSums()}
      FROM (SELECT ${along.map((name) => `${name}, `).join('')}${select({ ...named('cell', cells), ...named('z', distances) })} FROM (${this.#items(batch)}))
      ${unnest(batch, { cell: numbered('cell', batch), z: numbered('z', batch) })}
      GROUP BY ${groups}`;
    const answers = batch.map((item, index) =>
      this.#count.numericAnswer(item, fine[index] as FineCells, item.cells.scale),
    );
    return this.#read(sql, batch, answers);
  }

  /** Distinct values are counted first and mapped to cells after, so that each is looked up once. */
  async categorical(batch: readonly Categorical[]): Promise<CellCounts[]> {
    const { keys, groups, jointTotals } = this.#count;
    const cell = `CASE WHEN value IS NOT NULL THEN coalesce(cell, ${UNKNOWN}) END`;
    const sql = `SELECT ${[...keys, 'counted.feature', cell].join(', ')}, sum(n), 0, 0${jointTotals}
      FROM (SELECT ${[...keys, 'feature', 'value'].join(', ')}, count(*) AS n${this.#count.jointSums(true)}
            FROM (${this.#items(batch)}) ${unnest(batch, { value: numbered('value', batch) })}
            GROUP BY ${groups}) AS counted
      LEFT JOIN (${knownCategories(batch.map(({ cells }) => cells))}) AS known
        ON known.feature = counted.feature AND known.hash = ${hashOf('value')}
      GROUP BY ${groups}`;
    const answers = batch.map((item) => this.#count.categoricalAnswer(item));
    const results = await this.#read(sql, batch, answers);
    return this.#count.withUnseen(batch, results, (item) => unseenCategories(this.rows, item));
  }

  /** The innermost query: keys, joint columns and values of each row. */
  #items(batch: readonly CountedFeature[]): string {
    const values = batch.map(({ value }) => value);
    const columns = { ...this.#keys, ...named('joint', this.#count.joint), ...named('value', values) };
    return `SELECT ${select(columns)} ${this.#source}`;
  }

  async #read(
    sql: string,
    batch: readonly CountedFeature[],
    answers: readonly GroupedAnswer[],
  ): Promise<CellCounts[]> {
    const { rows } = await this.rows.client.query(sql, contextOf(batch));
    return this.#count.read(rows, answers);
  }
}

/** The number of a value's fine cell. Trino's `width_bucket` takes neither NaN nor infinite thresholds. */
function fineCell(value: string, fine: FineCells): string {
  const thresholds = numbersOf(fine);
  const infinite = thresholds.length + 1;
  return `CASE WHEN is_nan(${value}) THEN ${infinite + 1} WHEN ${value} = infinity() THEN ${infinite}
    ELSE width_bucket(${value}, ${arrayLiteral(thresholds, 'double')}) END`;
}

/** Thresholds without the last two, which are Infinity and NaN. */
function numbersOf(fine: FineCells): number[] {
  return [...fine.thresholds.subarray(0, -2)];
}

/**
 * z of a value. Halves of large numbers differ by less than the largest double; dividing by two is exact, but for numbers so
 * small that a scale of one or more does not see them.
 */
export function standardised(
  value: string,
  { center, scale }: Pick<NumericCells, 'center' | 'scale'>,
): string {
  const half = scale >= 1 ? 2 : 1;
  const distance = half === 1 ? value : `${value} / 2`;
  return `(${distance} - ${doubleLiteral(center / half)}) / ${doubleLiteral(scale / half)}`;
}

function knownLength({ categories, others }: CategoricalCells): number {
  return (categories.length + others.length + 1) * 21;
}
