import { bisectLeft } from 'd3-array';
import type { NumericCell, Side } from '../../frames/distribution';
import type { Sides } from './picture';

/** A cell whose share is known on both sides. */
export interface CommonCell extends Sides {
  readonly lower: number;
  readonly upper: number;
}

/**
 * The finest cells that both sides tell: between the edges at which both know how much lies below. A side knows that at its own
 * edges, and anywhere in a cell that is empty.
 */
export function commonCells(
  reference: Side<NumericCell> | undefined,
  current: Side<NumericCell> | undefined
): CommonCell[] {
  const sides = [reference, current].map((side) => side && cumulative(side.cells));
  const edges = new Set(sides.flatMap((side) => side?.uppers ?? []));
  const sorted = Float64Array.from(edges).sort();
  const cells: CommonCell[] = [];
  let lower = -Infinity;
  let before: Sides = { reference: 0, current: 0 };
  for (const upper of sorted) {
    const [r, c] = sides.map((side) => side && shareUpTo(side, upper));
    if (r === null || c === null) {
      continue;
    }
    cells.push({
      lower,
      upper,
      reference: r === undefined ? undefined : Math.max(0, r - (before.reference ?? 0)),
      current: c === undefined ? undefined : Math.max(0, c - (before.current ?? 0)),
    });
    lower = upper;
    before = { reference: r, current: c };
  }
  return cells;
}

interface Cumulative {
  readonly uppers: readonly number[];
  /** Share up to and including the edge, as many. */
  readonly shares: readonly number[];
}

function cumulative(cells: readonly NumericCell[]): Cumulative {
  let below = 0;
  return { uppers: cells.map(({ upper }) => upper), shares: cells.map(({ share }) => (below += share)) };
}

/** Null where the side does not tell. */
function shareUpTo({ uppers, shares }: Cumulative, edge: number): number | null {
  const index = bisectLeft(uppers, edge);
  const upTo = shares[index] ?? null;
  const before = shares[index - 1] ?? 0;
  return uppers[index] === edge || upTo === before ? upTo : null;
}
