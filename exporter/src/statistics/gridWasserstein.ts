import { standardisation } from '../profile/grid.js';
import type { Profile } from '../profile/profile.js';
import { finiteCounts } from './finiteCounts.js';
import { allValuesKnown } from './gridKolmogorovSmirnov.js';
import type { Comparison } from './statistic.js';

/** Sources clip standardised values at ±1e100, so that Σz² from here on may lack some of a value. */
const CLIPPED = 1e200;

/**
 * Wasserstein distance of two profiles from their cells' counts, sums and squares, in the feature's unit.
 *
 * Every cell's rows are put at their mean, each side at its own. The area between the two distribution functions
 * F and G over a cell follows exactly from both means where F − G keeps its sign there. Only in the other cells it is off,
 * and by no more than each side's mean absolute deviation, the smaller of the standard deviation and of
 * 2(u − μ)(μ − l)/(u − l), which no values with mean μ between edges l and u exceed. `errorBound` is the sum of
 * these. Where every value of both sides has an edge of its own, the rows are put there, and the bound is 0.
 *
 * Undefined where a side has no finite value, where the source keeps no sums or had to clip a value before it
 * squared it, or where infinite values cannot be told apart.
 */
export function gridWasserstein({
  reference,
  current,
}: Comparison): { distance: number; errorBound: number } | undefined {
  const known = allValuesKnown(reference, current);
  const before = sideOf(reference, known);
  const after = sideOf(current, known);
  if (before === undefined || after === undefined) return undefined;
  const [n, m] = [before.rows, after.rows];
  if (n === 0 || m === 0) return undefined;
  let distance = 0;
  let errorBound = 0;
  let previous = 0;
  // (F − G)·n·m, whole, so that equal distributions give exactly zero
  let gap = 0;
  for (let cell = 0; cell < before.counts.length; cell++) {
    const one = before.counts[cell] as number;
    const other = after.counts[cell] as number;
    if (one === 0 && other === 0) continue;
    const rise = one * m;
    const fall = other * n;
    const rises = one === 0 ? Infinity : meanOf(before, cell);
    const falls = other === 0 ? Infinity : meanOf(after, cell);
    if (gap - fall < 0 && gap + rise > 0 && !known) {
      errorBound += (one / n) * spreadOf(before, cell, rises) + (other / m) * spreadOf(after, cell, falls);
    }
    for (let step = 0; step < 2; step++) {
      const isRise = rises <= falls ? step === 0 : step === 1;
      const mean = isRise ? rises : falls;
      if ((isRise ? one : other) === 0) continue;
      if (gap !== 0) distance += (Math.abs(gap) / n / m) * (mean - previous);
      previous = mean;
      gap += isRise ? rise : -fall;
    }
  }
  return { distance, errorBound };
}

/** The finite rows of one side, cell by cell. */
interface Side {
  readonly counts: Float64Array;
  /** Of all cells. */
  readonly rows: number;
  readonly sums: Float64Array;
  readonly squares: Float64Array;
  readonly edges: Float64Array;
  readonly center: number;
  readonly scale: number;
  /** Whether every row lies on its cell's upper edge. */
  readonly known: boolean;
}

function sideOf(profile: Profile, known: boolean): Side | undefined {
  const { grid, sums, squares } = profile;
  const counts = finiteCounts(profile);
  if (grid.kind !== 'numeric' || counts === undefined) return undefined;
  if (!known && (sums.length !== counts.length || squares.some((sum) => sum >= CLIPPED))) return undefined;
  let rows = 0;
  for (let cell = 0; cell < counts.length; cell++) rows += counts[cell] as number;
  return { counts, rows, sums, squares, edges: grid.edges, ...standardisation(grid), known };
}

/** Mean of a cell that has rows. */
function meanOf({ counts, sums, edges, center, scale, known }: Side, cell: number): number {
  const upper = edges[cell] ?? Infinity;
  if (known) return upper;
  const standardised = (sums[cell] as number) / (counts[cell] as number);
  // rounding may carry a mean just past an edge
  return Math.min(Math.max(center + scale * standardised, edges[cell - 1] ?? -Infinity), upper);
}

/** How far a cell's rows lie from their mean on average at most; 0 where it has none. */
function spreadOf({ counts, sums, squares, edges, scale }: Side, cell: number, mean: number): number {
  const rows = counts[cell] as number;
  if (rows === 0) return 0;
  const lower = edges[cell - 1] ?? -Infinity;
  const upper = edges[cell] ?? Infinity;
  const standardised = (sums[cell] as number) / rows;
  const deviation = scale * Math.sqrt(Math.max(0, (squares[cell] as number) / rows - standardised ** 2));
  const width = upper - lower;
  const widest = 2 * (upper - mean) * ((mean - lower) / width);
  return Number.isFinite(width) ? Math.min(deviation, widest) : deviation;
}
