import type { Field } from '@grafana/data';
import type { Severity } from './severity';
import type { Subject } from './subject';

export const DATASETS = ['reference', 'current'] as const;
export type Dataset = (typeof DATASETS)[number];

/** Values above `lower`, up to and including `upper`. */
export interface NumericCell {
  readonly lower: number;
  readonly upper: number;
  /** Of the values that are there, 0 to 1. */
  readonly share: number;
}

export interface CategoryCell {
  readonly name: string;
  /** Of the values that are there, 0 to 1. */
  readonly share: number;
}

/** One side of the comparison. Shares add up to 1. */
export interface Side<Cell> {
  readonly cells: readonly Cell[];
  /** How many values were counted; undefined where the data gives shares alone. */
  readonly rows: number | undefined;
  /** Share of all rows without a value, 0 to 1; undefined where the data does not say. */
  readonly missing: number | undefined;
}

/** What the data says of the change as a whole. */
export interface Finding {
  readonly score?: number;
  /** Where the score comes from: it knows unit, decimals and mappings. */
  readonly scoreField?: Field;
  readonly severity?: Severity;
  readonly inconclusive?: boolean;
}

interface Common {
  readonly subject: Subject;
  /** Milliseconds since the epoch, of the newer side; NaN where the data has no time. */
  readonly time: number;
  readonly finding: Finding;
  /** A number of it, as data links ask for it. */
  readonly source: { readonly field: Field; readonly row: number };
}

/** Cells ascend without gap; the first reaches from -Infinity, the last to Infinity. Edges of the two sides may differ. */
export interface NumericDistribution extends Common {
  readonly kind: 'numeric';
  readonly reference: Side<NumericCell> | undefined;
  readonly current: Side<NumericCell> | undefined;
}

/** No two cells of a side have the same name. */
export interface CategoricalDistribution extends Common {
  readonly kind: 'categorical';
  readonly reference: Side<CategoryCell> | undefined;
  readonly current: Side<CategoryCell> | undefined;
}

/** How the values of one feature are spread, on either side. One side at least is there. */
export type Distribution = NumericDistribution | CategoricalDistribution;
