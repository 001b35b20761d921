import { cellCount, type CategoricalGrid, type NumericGrid } from './grid.js';
import { emptyProfile, type Profile } from './profile.js';

/**
 * The same reference on a coarser grid, each of whose cells holds at least `minCell` rows: neighbouring cells are taken
 * together, rare categories become `other`, and neither their names nor the extremes are kept. Done once, when a
 * reference is made. A grid that is coarse enough comes back as it is.
 */
export function coarsen(reference: Profile, minCell: number): Profile {
  if (minCell <= 1) return reference;
  const { grid } = reference;
  return grid.kind === 'numeric'
    ? coarsenNumeric(reference, grid, minCell)
    : coarsenCategories(reference, grid, minCell);
}

/** A profile for publication: cells with fewer rows than `minCell` show none. */
export function suppressSmallCells(profile: Profile, minCell: number): Profile {
  return minCell <= 1
    ? profile
    : { ...profile, counts: profile.counts.map((count) => (count < minCell ? 0 : count)) };
}

function coarsenNumeric(reference: Profile, grid: NumericGrid, minCell: number): Profile {
  const kept = keptEdges(reference.counts, minCell);
  const edges = Float64Array.from(kept, (edge) => grid.edges[edge] as number);
  const positions = (old: Uint32Array): Uint32Array =>
    Uint32Array.from(Array.from(old, (edge) => kept.indexOf(edge)).filter((position) => position >= 0));
  const { mean, deviation } = grid;
  const coarse: NumericGrid = {
    kind: 'numeric',
    edges,
    psiEdges: positions(grid.psiEdges),
    drawingEdges: positions(grid.drawingEdges),
    minimum: edges[0] ?? Number.NaN,
    maximum: edges.at(-1) ?? Number.NaN,
    mean,
    deviation,
  };
  const merged = (cells: Float64Array): Float64Array => mergeBetween(cells, kept);
  const counts = merged(reference.counts);
  return {
    ...reference,
    grid: coarse,
    counts,
    sums: merged(reference.sums),
    squares: merged(reference.squares),
    joint: Object.fromEntries(
      Object.entries(reference.joint).map(([name, sums]) => [
        name,
        { ...sums, counts: merged(sums.counts), sums: merged(sums.sums) },
      ]),
    ),
    below: edges.length === 0 ? 0 : (counts[0] ?? 0),
    above: edges.length === 0 ? 0 : (counts.at(-1) ?? 0),
    unseen: 0,
  };
}

/** Indices of the edges that leave at least `minCell` rows between neighbours, and beyond the last. */
function keptEdges(counts: Float64Array, minCell: number): number[] {
  const kept: number[] = [];
  let left = counts.reduce((rows, count) => rows + count, 0);
  let held = 0;
  for (let edge = 0; edge < counts.length - 1; edge++) {
    held += counts[edge] as number;
    if (held < minCell || left - held < minCell) continue;
    kept.push(edge);
    left -= held;
    held = 0;
  }
  return kept;
}

/** What is not kept stays so. */
function mergeBetween(cells: Float64Array, kept: readonly number[]): Float64Array {
  if (cells.length === 0) return cells;
  const merged = new Float64Array(kept.length + 1);
  let target = 0;
  for (let cell = 0; cell < cells.length; cell++) {
    merged[target] = (merged[target] as number) + (cells[cell] as number);
    if (kept[target] === cell) target++;
  }
  return merged;
}

function coarsenCategories(reference: Profile, grid: CategoricalGrid, minCell: number): Profile {
  const frequent = grid.categories.filter((_, cell) => (reference.counts[cell] as number) >= minCell);
  const coarse: CategoricalGrid = { kind: 'categorical', categories: frequent, others: [], complete: false };
  if (cellCount(coarse) === cellCount(grid) && grid.others.length === 0) return reference;
  const merge = (cells: Float64Array): Float64Array => {
    const merged = new Float64Array(cellCount(coarse));
    grid.categories.forEach((name, cell) => {
      const target = frequent.includes(name) ? frequent.indexOf(name) : frequent.length;
      merged[target] = (merged[target] as number) + (cells[cell] as number);
    });
    merged[frequent.length] = (merged[frequent.length] as number) + (cells[grid.categories.length] as number);
    return merged;
  };
  return {
    ...emptyProfile(coarse),
    rows: reference.rows,
    missing: reference.missing,
    counts: merge(reference.counts),
    joint: Object.fromEntries(
      Object.entries(reference.joint).map(([name, sums]) => [
        name,
        { ...sums, counts: merge(sums.counts), sums: merge(sums.sums) },
      ]),
    ),
  };
}
