/** Cells of a numeric feature: every edge serves KS, and two subsets of them serve PSI and drawing. */
export interface NumericGrid {
  readonly kind: 'numeric';
  /** Strictly ascending, finite. Cells are (-Inf, e1], (e1, e2], …, (en, +Inf). */
  readonly edges: Float64Array;
  /** Indices into `edges`, ascending. */
  readonly psiEdges: Uint32Array;
  readonly drawingEdges: Uint32Array;
  /** Of the reference's finite values; NaN where it has none. */
  readonly minimum: number;
  readonly maximum: number;
  readonly mean: number;
  readonly deviation: number;
  /** Whether the reference's values are all known, each with an edge of its own. */
  readonly distinct?: Float64Array;
}

/** Cells of a categorical feature: the most frequent categories, then `other`, then `unseen`. */
export interface CategoricalGrid {
  readonly kind: 'categorical';
  readonly categories: readonly string[];
  readonly others: readonly string[];
  readonly complete: boolean;
}

export type Grid = NumericGrid | CategoricalGrid;
