import type { CellCounts, JointSums } from '../sources/source.js';
import { cellCount, type Grid } from './grid.js';

/**
 * Counts of one feature's values in the cells of its grid: additive, so that a window is the sum of its buckets
 * and a fleet the sum of its members. Every published number is a function of two profiles.
 */
export interface Profile {
  readonly grid: Grid;
  readonly rows: number;
  readonly missing: number;
  /** Rows in each cell of the grid. */
  readonly counts: Float64Array;
  /**
   * Σz and Σz² of each cell's finite values, z = (x − mean) / deviation of the reference; empty if categorical, and where the
   * source keeps none.
   */
  readonly sums: Float64Array;
  readonly squares: Float64Array;
  /** Side counters of numeric features; `unseen` of a categorical feature is its last cell. */
  readonly infinite: number;
  readonly below: number;
  readonly above: number;
  readonly unseen: number;
  readonly joint: Readonly<Record<string, JointSums>>;
}

export function emptyProfile(grid: Grid): Profile {
  const cells = cellCount(grid);
  const moments = grid.kind === 'numeric' ? cells : 0;
  return {
    grid,
    rows: 0,
    missing: 0,
    counts: new Float64Array(cells),
    sums: new Float64Array(moments),
    squares: new Float64Array(moments),
    infinite: 0,
    below: 0,
    above: 0,
    unseen: 0,
    joint: {},
  };
}

export function profileOf(grid: Grid, counted: CellCounts): Profile {
  const { rows, missing, counts, sums, squares, infinite, below, above, unseen, joint } = counted;
  return { grid, rows, missing, counts, sums, squares, infinite, below, above, unseen, joint };
}

/** The sum of two profiles on one grid; it keeps moments where both do. */
export function mergeProfiles(a: Profile, b: Profile): Profile {
  if (a.counts.length !== b.counts.length) {
    throw new RangeError(`profiles of ${a.counts.length} and ${b.counts.length} cells are not on one grid`);
  }
  const names = new Set([...Object.keys(a.joint), ...Object.keys(b.joint)]);
  return {
    grid: a.grid,
    rows: a.rows + b.rows,
    missing: a.missing + b.missing,
    counts: add(a.counts, b.counts),
    sums: addMoments(a.sums, b.sums),
    squares: addMoments(a.squares, b.squares),
    infinite: a.infinite + b.infinite,
    below: a.below + b.below,
    above: a.above + b.above,
    unseen: a.unseen + b.unseen,
    joint: Object.fromEntries(
      Array.from(names, (name) => [name, mergeJoint(jointOf(a, name), jointOf(b, name))]),
    ),
  };
}

/** Rows whose value is not missing. */
export function presentRows(profile: Profile): number {
  return profile.rows - profile.missing;
}

/**
 * Rows in each PSI cell: for a numeric feature the cells between neighbouring PSI edges taken together, for a
 * categorical one its cells as they are.
 */
export function psiCounts({ grid, counts }: Profile): Float64Array {
  return grid.kind === 'categorical' ? counts : countsBetween(counts, grid.psiEdges);
}

const known = new WeakMap<Profile, Float64Array>();

/** `psiCounts` of a profile that does not change any more, such as a reference's, which every window asks for. */
export function referencePsiCounts(reference: Profile): Float64Array {
  let counts = known.get(reference);
  if (counts === undefined) known.set(reference, (counts = psiCounts(reference)));
  return counts;
}

/** Sums the cells between chosen edges; one more number than edges. */
export function countsBetween(counts: Float64Array, edges: Uint32Array): Float64Array {
  const merged = new Float64Array(edges.length + 1);
  let cell = 0;
  for (let target = 0; target < merged.length; target++) {
    const end = target < edges.length ? (edges[target] as number) + 1 : counts.length;
    let rows = 0;
    for (; cell < end; cell++) rows += counts[cell] as number;
    merged[target] = rows;
  }
  return merged;
}

/** A column may be called `constructor`. */
function jointOf({ joint }: Profile, name: string): JointSums | undefined {
  return Object.hasOwn(joint, name) ? joint[name] : undefined;
}

function mergeJoint(a: JointSums | undefined, b: JointSums | undefined): JointSums {
  if (a === undefined || b === undefined) return (a ?? b) as JointSums;
  return {
    counts: add(a.counts, b.counts),
    sums: add(a.sums, b.sums),
    missingCount: a.missingCount + b.missingCount,
    missingSum: a.missingSum + b.missingSum,
  };
}

function addMoments(a: Float64Array, b: Float64Array): Float64Array {
  return a.length === 0 || b.length === 0 ? new Float64Array() : add(a, b);
}

function add(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((value, index) => value + (b[index] ?? 0));
}
