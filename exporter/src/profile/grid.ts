import type { CategoricalCells, Cells, CategorySummary, NumericSummary } from '../sources/source.js';
import { roundEdges } from './roundEdges.js';

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
  /** The reference's distinct values where all are known; each then has an edge of its own. */
  readonly distinct?: Float64Array;
}

/** Cells of a categorical feature: the most frequent categories, then `other`, then `unseen`. */
export interface CategoricalGrid {
  readonly kind: 'categorical';
  readonly categories: readonly string[];
  readonly others: readonly string[];
  readonly complete: boolean;
  /** Categories that the reference has once, and twice: they tell how many unseen ones to expect. */
  readonly rare?: { readonly once: number; readonly twice: number };
}

export type Grid = NumericGrid | CategoricalGrid;

/** So many categories get a cell; the rest of the reference's categories share `other`. */
export const CELL_CATEGORIES = 100;

/**
 * Lays the cells over a reference: its percentiles (or, where it has few, its distinct values), its deciles for
 * PSI, and round edges for drawing. Frozen from then on, so that no outlier of a later window can move them.
 */
export function numericGrid(summary: NumericSummary): NumericGrid {
  const { percentiles, heavy, minimum, maximum, mean, deviation, distinct } = summary;
  const deciles = Array.from({ length: 9 }, (_, index) => percentiles[index * 10 + 9]);
  const psi = ascending([
    ...deciles,
    ...heavy.flatMap(({ value, previous }) => [previous ?? justBelow(value), value]),
  ]);
  const drawing = ascending(percentiles.length === 0 ? [] : roundEdges(summary));
  const edges = ascending([...(distinct ?? percentiles), ...psi, ...drawing]);
  return {
    kind: 'numeric',
    edges,
    psiEdges: positions(psi, edges),
    drawingEdges: positions(drawing, edges),
    minimum,
    maximum,
    mean,
    deviation,
    ...(distinct === undefined ? {} : { distinct }),
  };
}

export function categoricalGrid(summary: CategorySummary): CategoricalGrid {
  const names = summary.categories.map(({ name }) => name);
  return {
    kind: 'categorical',
    categories: names.slice(0, CELL_CATEGORIES),
    others: names.slice(CELL_CATEGORIES),
    complete: summary.distinctCount <= names.length,
    rare: { once: categoriesWith(1, summary), twice: categoriesWith(2, summary) },
  };
}

function categoriesWith(rows: number, { categories }: CategorySummary): number {
  return categories.filter(({ count }) => count === rows).length;
}

export function cellCount(grid: Grid): number {
  return grid.kind === 'numeric' ? grid.edges.length + 1 : grid.categories.length + 2;
}

/** What a source needs to know of a grid in order to count. */
export function cellsOf(grid: Grid): Cells {
  if (grid.kind === 'categorical') return grid satisfies CategoricalCells;
  const { edges, minimum, maximum, distinct } = grid;
  return {
    kind: 'numeric',
    edges,
    ...standardisation(grid),
    minimum,
    maximum,
    ...(distinct === undefined ? {} : { distinct }),
  };
}

/** What sums are kept of: z = (x − center) / scale. */
export function standardisation({ mean, deviation }: NumericGrid): { center: number; scale: number } {
  return {
    center: Number.isFinite(mean) ? mean : 0,
    scale: deviation > 0 && Number.isFinite(deviation) ? deviation : 1,
  };
}

/** The largest double below a finite value: an edge there gives the value a cell of its own. */
export function justBelow(value: number): number {
  if (value === 0) return -Number.MIN_VALUE;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  view.setBigInt64(0, view.getBigInt64(0) + (value > 0 ? -1n : 1n));
  return view.getFloat64(0);
}

function ascending(values: Iterable<number | undefined>): Float64Array {
  const unique = new Set<number>();
  // + 0 turns −0 into 0
  for (const value of values) if (value !== undefined && Number.isFinite(value)) unique.add(value + 0);
  return Float64Array.from(unique).sort();
}

function positions(subset: Float64Array, edges: Float64Array): Uint32Array {
  const index = new Map(Array.from(edges, (edge, position) => [edge, position]));
  return Uint32Array.from(subset, (edge) => index.get(edge) ?? 0);
}
