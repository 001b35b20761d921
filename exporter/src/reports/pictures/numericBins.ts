import type { NumericGrid } from '../../profile/grid.js';
import { countsBetween, presentRows, type Profile } from '../../profile/profile.js';
import { contribution, share } from './contribution.js';

/** Shares of rows with a value on either side, 0 to 1. */
export interface Shares {
  readonly reference: number;
  readonly current: number;
}

/** One bin of a histogram with its true width; (lower, upper]. */
export interface DensityBin extends Shares {
  readonly lower: number;
  readonly upper: number;
  /** Share divided by width, so that areas compare whatever the widths. */
  readonly referenceDensity: number;
  readonly currentDensity: number;
}

/** One cell of PSI; the first reaches to −∞ and the last to +∞. */
export interface PsiCell extends Shares {
  readonly lower: number;
  readonly upper: number;
  readonly psi: number;
}

/** A numeric feature on both sides, ready to draw. */
export interface NumericBins {
  readonly kind: 'numeric';
  /** Bins between the outermost drawing edges; empty where there are fewer than two. */
  readonly bins: readonly DensityBin[];
  /** What lies at or below the first drawing edge, and above the last; bounds are undefined without edges. */
  readonly below: Shares & { readonly bound: number | undefined };
  readonly above: Shares & { readonly bound: number | undefined };
  /** Share of all rows, unlike the others. */
  readonly missing: Shares;
  readonly cells: readonly PsiCell[];
  /** Rows with a value. */
  readonly rows: Shares;
}

/** Adds up a numeric comparison's cells into drawing bins and PSI cells. */
export function numericBins(grid: NumericGrid, reference: Profile, current: Profile): NumericBins {
  const rows = { reference: presentRows(reference), current: presentRows(current) };
  const edges = withoutEmptyEnds(grid, reference, current);
  const drawing = addUp(grid, edges, reference, current);
  const outer = (cell: Cell | undefined): Shares => ({
    reference: share(cell?.reference ?? 0, rows.reference),
    current: share(cell?.current ?? 0, rows.current),
  });
  const none = edges.length === 0;
  return {
    kind: 'numeric',
    bins: drawing.slice(1, -1).map((cell) => densityBin(cell, outer(cell))),
    below: { ...outer(none ? undefined : drawing[0]), bound: none ? undefined : drawing[0]?.upper },
    above: { ...outer(drawing.at(-1)), bound: none ? undefined : drawing.at(-1)?.lower },
    missing: {
      reference: share(reference.missing, reference.rows),
      current: share(current.missing, current.rows),
    },
    cells: addUp(grid, grid.psiEdges, reference, current).map((cell) => ({
      lower: cell.lower,
      upper: cell.upper,
      ...outer(cell),
      psi: contribution(cell, rows),
    })),
    rows,
  };
}

/** Drawing edges but for the outermost bins that are empty on both sides, which would only squeeze the others. */
function withoutEmptyEnds(grid: NumericGrid, reference: Profile, current: Profile): Uint32Array {
  const edges = grid.drawingEdges;
  const bins = addUp(grid, edges, reference, current).slice(1, -1);
  const isFilled = (bin: Cell): boolean => bin.reference + bin.current > 0;
  const first = bins.findIndex(isFilled);
  return first < 0 ? edges : edges.subarray(first, bins.findLastIndex(isFilled) + 2);
}

interface Cell {
  readonly lower: number;
  readonly upper: number;
  readonly reference: number;
  readonly current: number;
}

/** Counts between chosen edges: one cell more than there are chosen ones. */
function addUp({ edges }: NumericGrid, chosen: Uint32Array, reference: Profile, current: Profile): Cell[] {
  const counts = countsBetween(current.counts, chosen);
  const edge = (index: number, outside: number): number => edges[chosen[index] ?? NaN] ?? outside;
  return Array.from(countsBetween(reference.counts, chosen), (count, cell) => ({
    lower: edge(cell - 1, -Infinity),
    upper: edge(cell, Infinity),
    reference: count,
    current: counts[cell] ?? 0,
  }));
}

function densityBin({ lower, upper }: Cell, shares: Shares): DensityBin {
  const width = upper - lower;
  return {
    lower,
    upper,
    ...shares,
    referenceDensity: shares.reference / width,
    currentDensity: shares.current / width,
  };
}
