import pMap from 'p-map';
import { categoricalPlace, numericPlace } from './cellAccumulator.js';
import { fineCells, type FineCells } from './fineCells.js';
import { GroupedAnswer } from './groupedAnswer.js';
import type { CategoricalCells, CellCounts, CountRequest, NumericCells } from './source.js';
import { bucketNumber } from './sql.js';
import type { CountedFeature } from './sqlRows.js';
import { contextOf, numbered, queryBatches, select, unnest } from './trinoBatches.js';
import { knownCategories, unseenCategories, UNKNOWN } from './trinoCategories.js';
import type { TrinoClient } from './trinoClient.js';
import { arrayLiteral, doubleLiteral, hashOf } from './trinoLiterals.js';
import { TrinoRows } from './trinoRows.js';

type Numeric = CountedFeature<NumericCells>;
type Categorical = CountedFeature<CategoricalCells>;

/** A power of two, and so large that no sum of doubles divided by it overflows. */
const JOINT_UNIT = 2 ** 53;

/**
 * Counts features in batches, one scan a batch: each row is unnested into one of (feature, cell) for each feature, and these
 * are counted, partly on each worker and then in all. So what is read is read once, and what goes over the network are
 * counts. A query a feature takes three times as long; docs/SOURCES.md has the plan and the measurements.
 */
export async function countTrino(client: TrinoClient, request: CountRequest): Promise<CellCounts[]> {
  const rows = await TrinoRows.open(client, request.selection);
  const counted = await rows.counted(request.features);
  const joint = await rows.joint(request.joint ?? []);
  const query = new CountQuery(rows, request, joint);
  const numeric = queryBatches(
    counted.filter(isNumeric),
    ({ cells }) => numbersOf(fineCells(cells)).length * 22,
  );
  const categorical = queryBatches(counted.filter(isCategorical), ({ cells }) => knownLength(cells));
  const results = await Promise.all([
    pMap(numeric, (batch) => query.numeric(batch)),
    pMap(categorical, (batch) => query.categorical(batch)),
  ]);
  return results.flat(2);
}

class CountQuery {
  /** Bucket and segments by which rows are counted apart. */
  readonly #keys: Readonly<Record<string, string>>;
  readonly #source: string;

  constructor(
    readonly rows: TrinoRows,
    readonly request: CountRequest,
    readonly joint: readonly string[],
  ) {
    const { bucket, segments = [] } = request;
    this.#source = bucket === undefined ? rows.source() : rows.timedSource();
    this.#keys = {
      ...(bucket === undefined ? {} : { bucket: bucketNumber(rows.epoch(), bucket) }),
      ...Object.fromEntries(segments.map((segment, index) => [`segment${index}`, rows.segment(segment)])),
    };
  }

  async numeric(batch: readonly Numeric[]): Promise<CellCounts[]> {
    const fine = batch.map(({ cells }) => fineCells(cells));
    const keys = this.#names();
    const cells = batch.map((_, index) => fineCell(`value${index}`, fine[index] as FineCells));
    const distances = batch.map(({ cells: of }, index) => standardised(`value${index}`, of));
    const sql = `SELECT ${[...keys, 'feature', 'cell'].join(', ')}, count(*), sum(z), sum(z * z)${this.#jointSums()}
      FROM (SELECT ${[...keys, ...this.#jointNames()].map((name) => `${name}, `).join('')}${select({ ...named('cell', cells), ...named('z', distances) })} FROM (${this.#items(batch)}))
      ${unnest(batch, { cell: numbered('cell', batch), z: numbered('z', batch) })}
      GROUP BY ${ordinals(keys.length + 2)}`;
    const answers = batch.map(({ feature, cells: of }, index) => {
      const place = numericPlace(of, fine[index] as FineCells, of.scale);
      return new GroupedAnswer(this.request, feature.name, of, place, JOINT_UNIT);
    });
    return this.#read(sql, batch, answers);
  }

  /** Distinct values are counted first and mapped to cells after, so that each is looked up once. */
  async categorical(batch: readonly Categorical[]): Promise<CellCounts[]> {
    const keys = this.#names();
    const again = this.joint.map((_, index) => `, sum(count${index}), sum(sum${index})`).join('');
    const cell = `CASE WHEN value IS NOT NULL THEN coalesce(cell, ${UNKNOWN}) END`;
    const sql = `SELECT ${[...keys, 'counted.feature', cell].join(', ')}, sum(n), 0, 0${again}
      FROM (SELECT ${[...keys, 'feature', 'value'].join(', ')}, count(*) AS n${this.#jointSums(true)}
            FROM (${this.#items(batch)}) ${unnest(batch, { value: numbered('value', batch) })}
            GROUP BY ${ordinals(keys.length + 2)}) AS counted
      LEFT JOIN (${knownCategories(batch.map(({ cells }) => cells))}) AS known
        ON known.feature = counted.feature AND known.hash = ${hashOf('value')}
      GROUP BY ${ordinals(keys.length + 2)}`;
    const answers = batch.map(({ feature, cells }) => {
      const place = categoricalPlace(cells);
      const rest = cells.categories.length + (cells.complete ? 1 : 0);
      return new GroupedAnswer(
        this.request,
        feature.name,
        cells,
        (counter, row) => place(counter, row.cell === UNKNOWN ? { ...row, cell: rest } : row),
        JOINT_UNIT,
      );
    });
    return this.#withUnseen(batch, await this.#read(sql, batch, answers));
  }

  /** One bucket over all rows also tells which categories are unseen. */
  async #withUnseen(batch: readonly Categorical[], results: CellCounts[]): Promise<CellCounts[]> {
    const { bucket, segments = [] } = this.request;
    if (bucket !== undefined || segments.length > 0) return results;
    return pMap(results, async (counts) => {
      const item = batch.find(({ feature }) => feature.name === counts.feature);
      if (item === undefined || counts.unseen === 0) return { ...counts, unseenCategories: [] };
      return { ...counts, unseenCategories: await unseenCategories(this.rows, item) };
    });
  }

  /** The innermost query: keys, joint columns and values of each row. */
  #items(batch: readonly CountedFeature[]): string {
    const joint = this.joint.map((value) => `${value} / ${doubleLiteral(JOINT_UNIT)}`);
    const values = batch.map(({ value }) => value);
    return `SELECT ${select({ ...this.#keys, ...named('joint', joint), ...named('value', values) })} ${this.#source}`;
  }

  async #read(
    sql: string,
    batch: readonly CountedFeature[],
    answers: readonly GroupedAnswer[],
  ): Promise<CellCounts[]> {
    const { rows } = await this.rows.client.query(sql, contextOf(batch.map(({ feature }) => feature.name)));
    const place = Object.keys(this.#keys).length;
    for (const row of rows) answers[Number(row[place])]?.add(row.toSpliced(place, 1));
    return answers.flatMap((answer) => answer.results());
  }

  #names(): string[] {
    return Object.keys(this.#keys);
  }

  #jointNames(): string[] {
    return numbered('joint', this.joint);
  }

  #jointSums(isNamed = false): string {
    const name = (text: string): string => (isNamed ? ` AS ${text}` : '');
    return this.#jointNames()
      .map(
        (joint, index) =>
          `, count(${joint})${name(`count${index}`)}, coalesce(sum(${joint}), 0)${name(`sum${index}`)}`,
      )
      .join('');
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
function standardised(value: string, { center, scale }: NumericCells): string {
  const half = scale >= 1 ? 2 : 1;
  const distance = half === 1 ? value : `${value} / 2`;
  return `(${distance} - ${doubleLiteral(center / half)}) / ${doubleLiteral(scale / half)}`;
}

function knownLength({ categories, others }: CategoricalCells): number {
  return (categories.length + others.length + 1) * 21;
}

function named(name: string, items: readonly string[]): Record<string, string> {
  return Object.fromEntries(items.map((sql, index) => [`${name}${index}`, sql]));
}

function isNumeric(item: CountedFeature): item is Numeric {
  return item.cells.kind === 'numeric';
}

function isCategorical(item: CountedFeature): item is Categorical {
  return item.cells.kind === 'categorical';
}

function ordinals(count: number): string {
  return Array.from({ length: count }, (_, index) => index + 1).join(', ');
}
