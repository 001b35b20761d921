import { emptySums, momentSums, type MutableSums } from '../momentSums.js';
import { CLIP, pairCount, type MomentSums, type PrincipalAxes } from '../moments.js';

/**
 * Adds up columns of doubles as they stream by. A chunk holds the bucket's number (NaN: in no bucket), then each
 * feature; NaN is missing.
 */
export class MomentAccumulator {
  readonly #buckets = new Map<number, MutableSums>();
  /** z of a chunk, rows of one bucket together. */
  #z: Float64Array[] = [];
  #order = new Uint32Array();

  constructor(
    readonly features: readonly { readonly center: number; readonly scale: number }[],
    readonly axes?: PrincipalAxes,
  ) {}

  add(columns: readonly Float64Array[], rows: number): void {
    this.#reserve(rows);
    const parts = this.#partition(columns[0] as Float64Array, rows);
    const end = parts.at(-1)?.end ?? 0;
    for (const [index, { center, scale }] of this.features.entries()) {
      const [from, to] = [columns[index + 1] as Float64Array, this.#z[index] as Float64Array];
      for (let place = 0; place < end; place++) {
        to[place] = standardise(from[this.#order[place] as number] as number, center, scale);
      }
    }
    for (const { bucket, start, end } of parts) {
      const sums = this.#sums(bucket);
      sums.rows += end - start;
      addProducts(sums, this.#z, start, end);
      if (this.axes !== undefined) sums.residuals += residuals(this.axes, this.#z, start, end);
    }
  }

  /** In order of time; without buckets there is always one over all rows. */
  results(bucketLength = 0): MomentSums[] {
    if (bucketLength === 0) this.#sums(0);
    return momentSums(this.#buckets, bucketLength, this.axes !== undefined);
  }

  #reserve(rows: number): void {
    if (this.#order.length >= rows) return;
    this.#order = new Uint32Array(rows);
    this.#z = this.features.map(() => new Float64Array(rows));
  }

  /** Fills the order in which rows of one bucket stand together, and tells where each bucket's are. */
  #partition(buckets: Float64Array, rows: number): { bucket: number; start: number; end: number }[] {
    const members = new Map<number, number[]>();
    let last: number[] | undefined;
    for (let row = 0; row < rows; row++) {
      const bucket = buckets[row] as number;
      if (row > 0 && bucket === buckets[row - 1]) {
        last?.push(row);
        continue;
      }
      last = undefined;
      if (Number.isNaN(bucket)) continue;
      last = members.get(bucket);
      if (last === undefined) members.set(bucket, (last = []));
      last.push(row);
    }
    let end = 0;
    return Array.from(members, ([bucket, of]) => {
      const start = end;
      this.#order.set(of, start);
      end += of.length;
      return { bucket, start, end };
    });
  }

  #sums(bucket: number): MutableSums {
    let found = this.#buckets.get(bucket);
    if (found === undefined) this.#buckets.set(bucket, (found = emptySums(this.features.length)));
    return found;
  }
}

function standardise(value: number, center: number, scale: number): number {
  // NaN is missing
  if (value !== value) return 0;
  // halves of large numbers differ by less than the largest double
  const z = Math.abs(value) > 1e150 ? (value / 2 - center / 2) / (scale / 2) : (value - center) / scale;
  return z > CLIP ? CLIP : z < -CLIP ? -CLIP : z;
}

/** Rows that are multiplied at a time, so that their columns stay in the cache. */
const TILE = 256;

function addProducts(
  { sums, products }: MutableSums,
  z: readonly Float64Array[],
  start: number,
  end: number,
): void {
  for (const [i, column] of z.entries()) {
    let sum = 0;
    for (let row = start; row < end; row++) sum += column[row] as number;
    sums[i] = (sums[i] as number) + sum;
  }
  for (let from = start; from < end; from += TILE) {
    const to = Math.min(end, from + TILE);
    for (let i = 0; i < z.length; i += 2) addTwoRows(products, z, i, from, to);
  }
}

/** Rows i and i + 1 of the triangle, in squares of two by two: so each value that is read serves two products. */
function addTwoRows(
  products: Float64Array,
  z: readonly Float64Array[],
  i: number,
  from: number,
  to: number,
): void {
  const a = z[i] as Float64Array;
  // behind the last of an odd number comes nothing: it is multiplied twice, and the second is not kept
  const b = z[i + 1] ?? a;
  const [first, second] = [pairCount(i), pairCount(i + 1)];
  const add = (place: number, sum: number): void => {
    if (place < products.length) products[place] = (products[place] as number) + sum;
  };
  for (let j = 0; j < i; j += 2) {
    const c = z[j] as Float64Array;
    const d = z[j + 1] as Float64Array;
    let ac = 0;
    let ad = 0;
    let bc = 0;
    let bd = 0;
    for (let row = from; row < to; row++) {
      const va = a[row] as number;
      const vb = b[row] as number;
      const vc = c[row] as number;
      const vd = d[row] as number;
      ac += va * vc;
      ad += va * vd;
      bc += vb * vc;
      bd += vb * vd;
    }
    add(first + j, ac);
    add(first + j + 1, ad);
    add(second + j, bc);
    add(second + j + 1, bd);
  }
  let aa = 0;
  let ba = 0;
  let bb = 0;
  for (let row = from; row < to; row++) {
    const va = a[row] as number;
    const vb = b[row] as number;
    aa += va * va;
    ba += vb * va;
    bb += vb * vb;
  }
  add(first + i, aa);
  add(second + i, ba);
  add(second + i + 1, bb);
}

/** Σ‖u − û‖ of rows: the axes are orthonormal, so that ‖u − û‖² = ‖u‖² − ‖û‖². */
function residuals(
  { mean, deviation, components }: PrincipalAxes,
  z: readonly Float64Array[],
  start: number,
  end: number,
): number {
  const u = z.map((column, index) =>
    column
      .subarray(start, end)
      .map((value) => (value - (mean[index] as number)) / (deviation[index] as number)),
  );
  const squares = new Float64Array(end - start);
  for (const column of u) {
    for (let row = 0; row < squares.length; row++) {
      squares[row] = (squares[row] as number) + (column[row] as number) ** 2;
    }
  }
  const projection = new Float64Array(end - start);
  for (const component of components) {
    projection.fill(0);
    for (const [index, column] of u.entries()) {
      const weight = component[index] as number;
      for (let row = 0; row < projection.length; row++) {
        projection[row] = (projection[row] as number) + weight * (column[row] as number);
      }
    }
    for (let row = 0; row < squares.length; row++) {
      squares[row] = (squares[row] as number) - (projection[row] as number) ** 2;
    }
  }
  return squares.reduce((sum, square) => sum + Math.sqrt(Math.max(0, square)), 0);
}
