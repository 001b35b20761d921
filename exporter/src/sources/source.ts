import type { MomentRequest, MomentSums } from './moments.js';
import type { RowSample, SampleRequest } from './rowSample.js';

/**
 * What every source can do: say which columns there are, describe a reference so that a grid can be laid over
 * it, and count rows in the cells of that grid. Rows never leave a source but as `sample`, which needs leave; counts do.
 */

export type FeatureKind = 'numeric' | 'categorical';

export interface Column {
  readonly name: string;
  /** The engine's own name of the type, for messages. */
  readonly type: string;
  readonly kind: FeatureKind | 'timestamp' | 'unsupported';
  /** Whole numbers only: such a column may be an identifier. */
  readonly integer: boolean;
}

/**
 * Where rows come from. `query` is the user's own SELECT. Of a text file without `columnTypes`, `columns` looks at the
 * first rows only; with them (an empty map will do) it is read in full, and fails on a value that breaks its type.
 */
export type Relation =
  | { readonly table: string }
  | { readonly query: string }
  | { readonly files: readonly string[]; readonly columnTypes?: Readonly<Record<string, string>> };

/** The rows of a relation whose timestamp lies in [from, to). */
export interface Selection {
  readonly relation: Relation;
  readonly timestampColumn?: string;
  /** IANA zone in which timestamps without a zone are read; UTC where absent. */
  readonly timestampZone?: string;
  readonly from?: Date;
  readonly to?: Date;
}

export interface Feature {
  readonly name: string;
  readonly kind: FeatureKind;
  /** SQL over the relation's columns; where absent, the column of this name. */
  readonly expression?: string;
}

/** A value that holds more than a tenth of the finite rows, and the distinct value before it. */
export interface HeavyValue {
  readonly value: number;
  readonly previous?: number;
}

/** What a numeric grid is made from. All but `rows` and `missing` speak of the finite values. */
export interface NumericSummary {
  readonly kind: 'numeric';
  readonly feature: string;
  readonly rows: number;
  /** NULL and NaN. */
  readonly missing: number;
  readonly infinite: number;
  /** The 1st to the 99th percentile, linearly interpolated; empty where there is no finite value. */
  readonly percentiles: Float64Array;
  /** NaN where there is no finite value, as are `maximum`, `mean` and `deviation`. */
  readonly minimum: number;
  readonly maximum: number;
  readonly mean: number;
  /** Population standard deviation. */
  readonly deviation: number;
  /** Exact up to `MAX_DISTINCT` and at least `MAX_DISTINCT + 1` beyond. */
  readonly distinctCount: number;
  /** All distinct values in ascending order, where there are at most `MAX_DISTINCT`. */
  readonly distinct?: Float64Array;
  readonly heavy: readonly HeavyValue[];
}

export interface CategoryCount {
  readonly name: string;
  readonly count: number;
}

export interface CategorySummary {
  readonly kind: 'categorical';
  readonly feature: string;
  readonly rows: number;
  readonly missing: number;
  /** By count, descending, then by name in code-point order; at most `MAX_CATEGORIES`. */
  readonly categories: readonly CategoryCount[];
  readonly distinctCount: number;
}

export type Summary = NumericSummary | CategorySummary;

/** Up to so many distinct reference values each get an edge of their own. */
export const MAX_DISTINCT = 1_000;
/** Beyond so many categories a source no longer tells which values are unseen. */
export const MAX_CATEGORIES = 10_000;
/** So many unseen categories are told by name. */
export const MAX_UNSEEN = 100;

/**
 * Numeric cells (-Inf, e1], (e1, e2], …, (en, +Inf) over strictly ascending finite edges: one more cell than
 * edges. NULL and NaN are missing, infinities fall into the outer cells.
 */
export interface NumericCells {
  readonly kind: 'numeric';
  readonly edges: Float64Array;
  /** Sums are kept of z = (x − center) / scale, since raw sums of 1.7e9 ± 1 would cancel. */
  readonly center: number;
  readonly scale: number;
  /** Values below `minimum` and above `maximum` are counted beside the cells. */
  readonly minimum: number;
  readonly maximum: number;
  /** The reference's distinct values where all are known: what lies in range and is none of them is unseen. */
  readonly distinct?: Float64Array;
}

/** Categorical cells: one for each of `categories`, then `other`, then `unseen`. */
export interface CategoricalCells {
  readonly kind: 'categorical';
  readonly categories: readonly string[];
  /** Categories that the reference also has, counted as `other`. */
  readonly others: readonly string[];
  /** False where the reference has more categories than are known; then whatever has no cell is `other`. */
  readonly complete: boolean;
}

export type Cells = NumericCells | CategoricalCells;

/** A number per row (label, prediction, error) whose sum is kept beside the count of each cell. */
export interface JointColumn {
  readonly name: string;
  readonly expression: string;
}

/** A column by whose values rows are counted apart, besides all together. */
export interface SegmentColumn {
  readonly column: string;
  /** Values with counts of their own, as text, '' for NULL. The rest is counted as one more, `other`. */
  readonly values: readonly string[];
}

/** The value that stands for all that a segment column does not name. */
export const OTHER = 'other';

export interface CountRequest {
  readonly selection: Selection;
  readonly features: readonly { readonly feature: Feature; readonly cells: Cells }[];
  /** Length of a bucket in milliseconds, aligned to the epoch. Absent: one bucket over the whole selection. */
  readonly bucket?: number;
  readonly segments?: readonly SegmentColumn[];
  readonly joint?: readonly JointColumn[];
}

export interface JointSums {
  /** Rows of each cell where the joint column is present, and its sum over them. */
  readonly counts: Float64Array;
  readonly sums: Float64Array;
  /** The same of the rows that are in no cell, since the feature is missing. */
  readonly missingCount: number;
  readonly missingSum: number;
}

/** No rows yet. */
export function emptyJoint(cells: number): JointSums {
  return { counts: new Float64Array(cells), sums: new Float64Array(cells), missingCount: 0, missingSum: 0 };
}

/** The counts of one feature in one bucket and one segment. */
export interface CellCounts {
  readonly feature: string;
  /** Milliseconds since the epoch; 0 where no buckets were asked for. */
  readonly bucketStart: number;
  /** Empty for all rows, else `column=value`. */
  readonly segment: string;
  readonly rows: number;
  readonly missing: number;
  readonly counts: Float64Array;
  /** Σz and Σz² of the finite values of each cell, z clipped at ±1e100; empty for categorical features. */
  readonly sums: Float64Array;
  readonly squares: Float64Array;
  /** Counted beside the cells, numeric features only. `below` and `above` include the infinities. */
  readonly infinite: number;
  readonly below: number;
  readonly above: number;
  readonly unseen: number;
  readonly joint: Readonly<Record<string, JointSums>>;
  /** What the last cell of a categorical feature holds, by count: at most `MAX_UNSEEN`, where no buckets were asked for. */
  readonly unseenCategories?: readonly CategoryCount[];
}

/** Distances between two samples over all their distinct values. */
export interface ExactDistances {
  readonly feature: string;
  /** Rows of each side that are not missing. */
  readonly referenceRows: number;
  readonly currentRows: number;
  /** Largest difference of the two empirical distribution functions. */
  readonly kolmogorovSmirnov: number;
  /** Area between the two, in the feature's unit, over finite values; absent where a side has none. */
  readonly wasserstein?: number;
  /** nm/(n+m)² · Σ (F−G)² over the pooled sample. */
  readonly cramerVonMises: number;
  /** Whether any value occurs twice in the pooled sample. */
  readonly ties: boolean;
}

/** What a type of source can hold and do: what it cannot, it says here and nowhere else. */
export interface Capabilities {
  /** Percentiles of a summary equal NumPy's; else they are near them, and another engine lays another grid. */
  readonly exactPercentiles: boolean;
  /** Distances over all distinct values; else they are those on the grid. */
  readonly exactDistances: boolean;
  /** Σz and Σz² beside the counts; else both are empty, and there are no means and no Wasserstein distance. */
  readonly moments: boolean;
  /** Sums of joint columns. */
  readonly joint: boolean;
  /** Sums over all numeric features together, with each product of two. */
  readonly jointMoments: boolean;
  readonly segments: boolean;
  /** Features that are expressions. */
  readonly expressions: boolean;
  /** Relations that are the user's own query. */
  readonly queries: boolean;
  /** Rows may hold NaN and infinities. */
  readonly nonFinite: boolean;
  /** Rows may have no time. */
  readonly untimed: boolean;
  /** Timestamps may have no zone, to be read in one that the model names. */
  readonly zonelessTimes: boolean;
  /** Names of columns keep their upper and lower case. */
  readonly mixedCase: boolean;
  /** There are tables without rows and columns without values; else neither exists before its first value. */
  readonly emptyColumns: boolean;
}

/** Told of every answer that a source gets from where its rows lie. Throws where nobody waits for the next one. */
export type OnAnswer = () => void;

/** Gets values of rows with their times, in milliseconds since the epoch; both are only valid until it returns. */
export type OnValues = (times: Float64Array, values: Float64Array) => void;

export interface Source {
  readonly name: string;
  readonly capabilities: Capabilities;
  /** Values (rows × features) that a batch should hold at most, for a source that holds values. */
  readonly batchValues?: number;
  /** The columns in the relation's own order. Fails where the relation cannot be read. */
  columns(relation: Relation): Promise<Column[]>;
  /** Rows of the selection. */
  rowCount(selection: Selection): Promise<number>;
  /** Oldest and newest timestamp; undefined where there are no rows. Newest is capped at `now`. */
  timeRange(selection: Selection, now: Date): Promise<{ oldest: Date; watermark: Date } | undefined>;
  summarise(selection: Selection, features: readonly Feature[]): Promise<Summary[]>;
  /** Buckets without rows are absent, unless no buckets were asked for. */
  count(request: CountRequest): Promise<CellCounts[]>;
  /**
   * Sums of the features' z and of their products. Buckets without rows are absent, unless no buckets were asked for.
   * Rejects with `config_invalid` where the source does not declare `jointMoments`.
   */
  moments(request: MomentRequest): Promise<MomentSums[]>;
  /** Distances of each current selection from the reference: one row a selection, one column a numeric feature. */
  exact(
    reference: Selection,
    current: readonly Selection[],
    features: readonly Feature[],
  ): Promise<ExactDistances[][]>;
  /**
   * The values of an SQL expression row by row, in the order of time; rows without a time or a value are left out. Absent
   * where rows would have to leave the place where they lie.
   */
  sequence?(selection: Selection, expression: string, onValues: OnValues): Promise<void>;
  /** A few whole rows, only ever asked for where `privacy.allow_row_sample` allows it. Absent where the source cannot. */
  sample?(request: SampleRequest): Promise<RowSample>;
  close(): Promise<void>;
}
