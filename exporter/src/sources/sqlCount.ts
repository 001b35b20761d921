import pMap from 'p-map';
import { categoricalPlace, numericPlace } from './cellAccumulator.js';
import type { FineCells } from './fineCells.js';
import { GroupedAnswer } from './groupedAnswer.js';
import type {
  CategoricalCells,
  CategoryCount,
  CellCounts,
  CountRequest,
  NumericCells,
  SegmentColumn,
} from './source.js';
import { bucketNumber, named, numbered, ordinals } from './sql.js';
import type { CountedFeature } from './sqlRows.js';

export type Numeric = CountedFeature<NumericCells>;
export type Categorical = CountedFeature<CategoricalCells>;

/** The cell of a category that is none of the known ones. */
export const UNKNOWN = -1;

/** Features apart by what their cells are. */
export function byKind(counted: readonly CountedFeature[]): {
  readonly numeric: readonly Numeric[];
  readonly categorical: readonly Categorical[];
} {
  return {
    numeric: counted.filter((item): item is Numeric => item.cells.kind === 'numeric'),
    categorical: counted.filter((item): item is Categorical => item.cells.kind === 'categorical'),
  };
}

/**
 * What queries that count have in common, whatever the engine: they answer rows of bucket, segments, number of the feature in
 * its batch, cell, count, Σ and Σ², then count and sum of each joint column.
 */
export class SqlCount {
  constructor(
    readonly request: CountRequest,
    /** SQL of each joint column. */
    readonly joint: readonly string[],
    /** Sums of joint columns come divided by this. */
    readonly jointUnit: number,
  ) {}

  /** Names of the columns that tell bucket and segments. */
  get keys(): string[] {
    const { bucket, segments = [] } = this.request;
    return [...(bucket === undefined ? [] : ['bucket']), ...numbered('segment', segments)];
  }

  /** SQL of these columns. */
  keyColumns(epoch: () => string, segment: (column: SegmentColumn) => string): Record<string, string> {
    const { bucket, segments = [] } = this.request;
    return {
      ...(bucket === undefined ? {} : { bucket: bucketNumber(epoch(), bucket) }),
      ...named('segment', segments.map(segment)),
    };
  }

  /** Names of what goes along with a value. */
  get along(): string[] {
    return [...this.keys, ...numbered('joint', this.joint)];
  }

  /** GROUP BY bucket, segments, feature, and cell or value. */
  get groups(): string {
    return ordinals(this.keys.length + 2);
  }

  /** Count and sum of each joint column, to go behind other columns. */
  jointSums(isNamed = false): string {
    const name = (text: string): string => (isNamed ? ` AS ${text}` : '');
    return numbered('joint', this.joint)
      .map(
        (joint, index) =>
          `, count(${joint})${name(`count${index}`)}, coalesce(sum(${joint}), 0)${name(`sum${index}`)}`,
      )
      .join('');
  }

  /** Sums of these in turn. */
  get jointTotals(): string {
    return this.joint.map((_, index) => `, sum(count${index}), sum(sum${index})`).join('');
  }

  /** @param unit what distances come divided by */
  numericAnswer({ feature, cells }: Numeric, fine: FineCells, unit: number): GroupedAnswer {
    const place = numericPlace(cells, fine, unit);
    return new GroupedAnswer(this.request, feature.name, cells, place, this.jointUnit);
  }

  categoricalAnswer({ feature, cells }: Categorical): GroupedAnswer {
    const place = categoricalPlace(cells);
    const rest = cells.categories.length + (cells.complete ? 1 : 0);
    return new GroupedAnswer(
      this.request,
      feature.name,
      cells,
      (counter, row) => place(counter, row.cell === UNKNOWN ? { ...row, cell: rest } : row),
      this.jointUnit,
    );
  }

  /** The counts of a batch from the rows of its answer. */
  read(rows: readonly (readonly unknown[])[], answers: readonly GroupedAnswer[]): CellCounts[] {
    const place = this.keys.length;
    for (const row of rows) answers[Number(row[place])]?.add(row.toSpliced(place, 1));
    return answers.flatMap((answer) => answer.results());
  }

  /** One bucket over all rows also tells which categories are unseen. */
  async withUnseen(
    batch: readonly Categorical[],
    results: readonly CellCounts[],
    ask: (item: Categorical) => Promise<CategoryCount[]>,
  ): Promise<CellCounts[]> {
    if (this.keys.length > 0) return [...results];
    return pMap(results, async (counts) => {
      const item = batch.find(({ feature }) => feature.name === counts.feature);
      const isSeen = item === undefined || counts.unseen === 0;
      return { ...counts, unseenCategories: isSeen ? [] : await ask(item) };
    });
  }
}

/** Whom an error of a batch is about, where it is one feature. */
export function contextOf(batch: readonly Pick<CountedFeature, 'feature'>[]): { feature?: string } {
  const [only] = batch;
  return batch.length === 1 && only !== undefined ? { feature: only.feature.name } : {};
}
