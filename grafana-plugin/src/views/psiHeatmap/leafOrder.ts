import { mean } from 'd3-array';
import type { Courses } from './sampled';

/**
 * Hierarchical clustering with average linkage, by chains of nearest neighbours: the leaves of the tree from left to right, of
 * two branches that of the earlier rows, on average, first. Time and memory grow with the square of the rows.
 * https://en.wikipedia.org/wiki/Nearest-neighbor_chain_algorithm
 *
 * @returns places of the rows, each once
 */
export function leafOrder(courses: Courses): number[] {
  const { count } = courses;
  const distances = distanceMatrix(courses);
  const leaves: Array<number[] | undefined> = Array.from({ length: count }, (_, row) => [row]);
  const chain: number[] = [];
  for (let clusters = count; clusters > 1;) {
    const top = chain.at(-1) ?? leaves.findIndex((each) => each !== undefined);
    const before = chain.at(-2) ?? -1;
    if (chain.length === 0) {
      chain.push(top);
    }
    const near = nearest(top, before, distances, leaves);
    if (near !== before) {
      chain.push(near);
      continue;
    }
    chain.length -= 2;
    merge(Math.min(top, near), Math.max(top, near), distances, leaves);
    clusters--;
  }
  return leaves.find((each) => each !== undefined) ?? [];
}

/** The cluster nearest to another; of equally near ones that before it in the chain, so that the chain ends. */
function nearest(
  cluster: number,
  before: number,
  distances: Float32Array,
  leaves: ReadonlyArray<number[] | undefined>
): number {
  const offset = cluster * leaves.length;
  let best = before;
  let least = before < 0 ? Infinity : (distances[offset + before] ?? Infinity);
  for (let other = 0; other < leaves.length; other++) {
    const distance = distances[offset + other] ?? Infinity;
    if (other !== cluster && leaves[other] !== undefined && (distance < least || best < 0)) {
      least = distance;
      best = other;
    }
  }
  return best;
}

/** Joins the later cluster to the earlier one: its distance to any other is the mean over all pairs of rows. */
function merge(kept: number, gone: number, distances: Float32Array, leaves: Array<number[] | undefined>): void {
  const count = leaves.length;
  const [left, right] = [leaves[kept] ?? [], leaves[gone] ?? []];
  const share = left.length / (left.length + right.length);
  for (let other = 0; other < count; other++) {
    const joined =
      share * (distances[kept * count + other] ?? 0) + (1 - share) * (distances[gone * count + other] ?? 0);
    distances[kept * count + other] = joined;
    distances[other * count + kept] = joined;
  }
  leaves[kept] = (mean(left) ?? 0) < (mean(right) ?? 0) ? [...left, ...right] : [...right, ...left];
  leaves[gone] = undefined;
}

/** Root mean square difference over the columns that both have; rows without a common column are far apart. */
function distanceMatrix({ count, columns, values }: Courses): Float32Array {
  const distances = new Float32Array(count * count);
  for (let left = 0; left < count; left++) {
    for (let right = left + 1; right < count; right++) {
      let sum = 0;
      let common = 0;
      for (let column = 0; column < columns; column++) {
        const difference = (values[left * columns + column] ?? NaN) - (values[right * columns + column] ?? NaN);
        if (difference === difference) {
          sum += difference * difference;
          common++;
        }
      }
      const distance = common > 0 ? Math.sqrt(sum / common) : 1e6;
      distances[left * count + right] = distance;
      distances[right * count + left] = distance;
    }
  }
  return distances;
}
