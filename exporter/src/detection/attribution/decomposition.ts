import { cellNames, type CellName } from './cellName.js';
import type { JointTable } from './jointTable.js';

/** A change of a mean, taken apart. The three parts add up to the change. */
export interface Parts {
  /** Rows moved to cells where the mean is another, as it was in the reference. */
  readonly covariate: number;
  /** The mean in the cells is another, with rows distributed as in the reference. */
  readonly concept: number;
  /** What both changes do together: rows moved to where the mean changed otherwise than elsewhere. */
  readonly interaction: number;
}

export interface CellParts extends Parts {
  readonly cell: CellName;
  /** Shares of rows with the outcome. */
  readonly share: { readonly reference: number; readonly current: number };
  /** Absent where a side has no row here. */
  readonly mean: { readonly reference?: number; readonly current?: number };
}

export interface Decomposition extends Parts {
  /** Mean of the outcome on either side, and `current − reference`. */
  readonly reference: number;
  readonly current: number;
  readonly change: number;
  /**
   * Share of rows that both sides have alike, Σ min(p, q). The smaller, the more of the parts rests on cells in which one
   * side has few rows.
   */
  readonly overlap: number;
  /** In the order of the grid, the missing last; cells without rows on both sides are left out. */
  readonly cells: readonly CellParts[];
}

/**
 * What a change of the mean of an outcome (label rate, mean prediction, error rate) is made of, seen through one feature. With
 * shares p → q of rows and means m → M in the cells, exactly (after Kitagawa 1955 and Blinder 1973 and Oaxaca 1973,
 * https://en.wikipedia.org/wiki/Blinder%E2%80%93Oaxaca_decomposition, threefold):
 *
 *     Δ = Σ (q − p)(m − m̄)   covariate part
 *       + Σ p (M − m)        concept part
 *       + Σ (q − p)(M − m)   interaction
 *
 * The reference's mean m̄ is taken off, which changes no sum, since shares add to one, and makes the part of a cell say what it
 * should: more rows where the mean is above average raise it. A cell without rows on one side has the mean of the other
 * there: nothing is known of a change in it, so that its rows are in the covariate part alone.
 *
 * Each feature gives its own view of the same change: parts of different features do not add up, and the concept part of one
 * contains whatever other features moved. Undefined where a mean is not finite.
 */
export function decomposition(reference: JointTable, current: JointTable): Decomposition | undefined {
  const names = cellNames(reference.grid);
  const before = reference.total.sum / reference.total.rows;
  const after = current.total.sum / current.total.rows;
  const cells: CellParts[] = [];
  for (const [place, cell] of names.entries()) {
    const p = (reference.rows[place] ?? 0) / reference.total.rows;
    const q = (current.rows[place] ?? 0) / current.total.rows;
    if (p === 0 && q === 0) continue;
    const mean = { ...meanIn(reference, place, 'reference'), ...meanIn(current, place, 'current') };
    const old = mean.reference ?? mean.current ?? 0;
    const shift = (mean.current ?? old) - old;
    cells.push({
      cell,
      share: { reference: p, current: q },
      mean,
      // + 0 turns −0 into 0
      covariate: (q - p) * (old - before) + 0,
      concept: p * shift + 0,
      interaction: (q - p) * shift + 0,
    });
  }
  const total = (part: keyof Parts): number => cells.reduce((sum, cell) => sum + cell[part], 0);
  const parts = {
    covariate: total('covariate'),
    concept: total('concept'),
    interaction: total('interaction'),
  };
  const change = after - before;
  if (![...Object.values(parts), before, after, change].every(Number.isFinite)) return undefined;
  const overlap = cells.reduce((sum, { share }) => sum + Math.min(share.reference, share.current), 0);
  return { reference: before, current: after, change, overlap, ...parts, cells };
}

/** The cells with the largest part, whatever its sign, and no cell without one. */
export function topCells({ cells }: Decomposition, part: keyof Parts | 'all', most: number): CellParts[] {
  const size = (cell: CellParts): number =>
    Math.abs(part === 'all' ? cell.covariate + cell.concept + cell.interaction : cell[part]);
  return cells
    .filter((cell) => size(cell) > 0)
    .sort((a, b) => size(b) - size(a))
    .slice(0, most);
}

function meanIn({ rows, sums }: JointTable, place: number, side: keyof CellParts['mean']): CellParts['mean'] {
  const count = rows[place] ?? 0;
  return count > 0 ? { [side]: (sums[place] as number) / count } : {};
}
