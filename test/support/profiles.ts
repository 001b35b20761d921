/** Made-up profiles: exact counts of known distributions, no randomness. */
import type { CategoricalGrid, NumericGrid } from '../../exporter/src/profile/grid.js';
import type { Profile } from '../../exporter/src/profile/profile.js';

/** Counts of a normal distribution on a grid with edges at deciles and at thirty round steps. */
export function numericGrid(mean: number, deviation: number): NumericGrid {
  const deciles = [-1.2816, -0.8416, -0.5244, -0.2533, 0, 0.2533, 0.5244, 0.8416, 1.2816].map(
    (z) => mean + z * deviation,
  );
  const step = deviation / 5;
  const first = Math.round((mean - 3 * deviation) / step);
  const drawing = Array.from({ length: 31 }, (_, index) => (first + index) * step);
  const edges = [...new Set([...deciles, ...drawing])].sort((a, b) => a - b);
  return {
    kind: 'numeric',
    edges: Float64Array.from(edges),
    psiEdges: Uint32Array.from(deciles, (edge) => edges.indexOf(edge)),
    drawingEdges: Uint32Array.from(drawing, (edge) => edges.indexOf(edge)),
    minimum: mean - 4 * deviation,
    maximum: mean + 4 * deviation,
    mean,
    deviation,
  };
}

export function normalProfile(
  grid: NumericGrid,
  mean: number,
  deviation: number,
  rows: number,
  missing = 0,
): Profile {
  const below = [...grid.edges].map((edge) => normal((edge - mean) / deviation));
  const present = rows - missing;
  const counts = Float64Array.from([...below, 1], (share, index) =>
    Math.round((share - (below[index - 1] ?? 0)) * present),
  );
  return profileOf(grid, counts, missing, { above: counts.at(-1) ?? 0, below: counts[0] ?? 0 });
}

export function categoryProfile(
  grid: CategoricalGrid,
  weights: readonly number[],
  rows: number,
  missing = 0,
): Profile {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const size = grid.categories.length + 2;
  const counts = Float64Array.from({ length: size }, (_, index) =>
    Math.round(((weights[index] ?? 0) / sum) * (rows - missing)),
  );
  return profileOf(grid, counts, missing, { unseen: counts.at(-1) ?? 0 });
}

export function profileOf(
  grid: Profile['grid'],
  counts: Float64Array,
  missing = 0,
  side: Partial<Profile> = {},
): Profile {
  const sums = new Float64Array(grid.kind === 'numeric' ? counts.length : 0);
  const rows = counts.reduce((total, count) => total + count, missing);
  return {
    grid,
    rows,
    missing,
    counts,
    sums,
    squares: sums,
    infinite: 0,
    below: 0,
    above: 0,
    unseen: 0,
    joint: {},
    ...side,
  };
}

function normal(z: number): number {
  // Zelen and Severo's approximation, to 1e-7.
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const upper = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * tail;
  return z > 0 ? 1 - upper : upper;
}
