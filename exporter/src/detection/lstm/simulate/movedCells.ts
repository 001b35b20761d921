/** So many places in each cell stand for the rows in it. */
const PLACES = 8;

/**
 * The shares of rows in each cell after their values have moved and been stretched, on the logistic scale of their ranks among
 * usual rows: what lies in a cell is not known any more, only how many are below.
 *
 * @param usual rows in each cell without a change
 */
export function movedCells(
  shares: Float64Array,
  usual: Float64Array,
  { move, stretch }: { readonly move: number; readonly stretch: number },
  size: number,
): Float64Array {
  const cells = shares.length;
  const all = usual.reduce((sum, rows) => sum + rows + 0.5, 0);
  const below = new Float64Array(cells + 1);
  for (let cell = 0; cell < cells; cell++) {
    below[cell + 1] = (below[cell] as number) + ((usual[cell] as number) + 0.5) / all;
  }
  const moved = new Float64Array(cells);
  // a logistic variable's deviation is π/√3
  const shift = (move * size * Math.PI) / Math.sqrt(3);
  const factor = Math.exp(stretch * size);
  for (let cell = 0; cell < cells; cell++) {
    const [low, high] = [below[cell] as number, below[cell + 1] as number];
    for (let place = 0; place < PLACES; place++) {
      const rank = low + ((place + 0.5) / PLACES) * (high - low);
      const logit = Math.log(rank / (1 - rank)) * factor + shift;
      const target = cellOf(1 / (1 + Math.exp(-logit)), below);
      moved[target] = (moved[target] as number) + (shares[cell] as number) / PLACES;
    }
  }
  return moved;
}

function cellOf(rank: number, below: Float64Array): number {
  let cell = 0;
  while (cell < below.length - 2 && rank > (below[cell + 1] as number)) cell++;
  return cell;
}
