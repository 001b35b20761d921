import { pairPlace, type MomentRequest, type MomentSums, type StandardisedFeature } from './moments.js';
import { emptySums, momentSums, type MutableSums } from './momentSums.js';
import { bucketNumber, named, numbered, select } from './sql.js';

/** How an engine writes what moments need. */
export interface MomentDialect {
  /** A finite double. */
  number(value: number): string;
  /** z of a value, NULL and NaN as 0, clipped. */
  standardised(value: string, feature: StandardisedFeature): string;
  /** Behind a subquery whose columns are used many times, so that each is computed once a row. */
  readonly barrier: string;
}

/** One sum of an answer. */
type Item =
  | { readonly of: 'sum'; readonly i: number }
  | { readonly of: 'product'; readonly i: number; readonly j: number }
  | { readonly of: 'residual' };

/** Weights below it add nothing to a double, and may underflow on the way, which PostgreSQL calls an error. */
const NOTHING = 1e-30;

/**
 * Moments as aggregates of one row for each bucket. More of them than one query takes are asked for by several, each
 * over the same rows: where rows still come in, a selection that ends before them keeps the answers of one piece.
 */
export class SqlMoments {
  /** What each query asks for. */
  readonly blocks: readonly (readonly Item[])[];

  /**
   * @param values SQL of each feature's double
   * @param most aggregates of one query
   */
  constructor(
    readonly request: MomentRequest,
    readonly values: readonly string[],
    readonly dialect: MomentDialect,
    most: number,
  ) {
    const items = values.flatMap((_, i): Item[] => [
      { of: 'sum', i },
      ...Array.from({ length: i + 1 }, (_, j): Item => ({ of: 'product', i, j })),
    ]);
    if (request.axes !== undefined) items.push({ of: 'residual' });
    const count = Math.max(1, Math.ceil(items.length / most));
    const size = Math.ceil(items.length / count);
    this.blocks = Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
  }

  /**
   * @param source FROM and WHERE of the rows
   * @param epoch SQL of a row's time in seconds since the epoch; asked for where there are buckets
   */
  sql(block: readonly Item[], source: string, epoch: () => string): string {
    const sums = block.map((item) => `sum(${termOf(item)})`);
    const keys = this.request.bucket === undefined ? [] : ['bucket'];
    const rows = this.rows(
      source,
      epoch,
      this.#used(block),
      block.some(({ of }) => of === 'residual'),
    );
    return `SELECT ${[...keys, 'count(*)', ...sums].join(', ')} FROM (${rows}) AS item${keys.length === 0 ? '' : ' GROUP BY 1'}`;
  }

  /** Each row's bucket, `z0`, `z1`, … of the features that are used, and its `residual` where it is wanted. */
  rows(source: string, epoch: () => string, used: readonly number[], withResidual: boolean): string {
    const { bucket } = this.request;
    const keys: Record<string, string> =
      bucket === undefined ? {} : { bucket: bucketNumber(epoch(), bucket) };
    const values = used.map((i) => [`value${i}`, this.values[i] ?? ''] as const);
    const z = used.map((i) => {
      const feature = this.request.features[i] as StandardisedFeature;
      return [`z${i}`, this.dialect.standardised(`value${i}`, feature)] as const;
    });
    const { barrier } = this.dialect;
    const along = Object.keys(keys);
    const first = `SELECT ${select({ ...keys, ...Object.fromEntries(values), one: '1' })} ${source}${barrier}`;
    const standardised = `SELECT ${[...along, select({ ...Object.fromEntries(z), one: '1' })].join(', ')} FROM (${first}) AS valued${barrier}`;
    return withResidual ? this.#withResiduals(standardised, along) : standardised;
  }

  /** The moments from the rows that each query answered. */
  read(answers: readonly (readonly (readonly unknown[])[])[]): MomentSums[] {
    const { bucket = 0, axes } = this.request;
    const buckets = new Map<number, MutableSums>();
    if (bucket === 0) this.#of(buckets, 0);
    for (const [index, rows] of answers.entries()) {
      for (const row of rows) {
        const [key = 0, count = 0, ...sums] = (bucket === 0 ? [0, ...row] : row).map(Number);
        const found = this.#of(buckets, key);
        if (index === 0) found.rows = count;
        this.blocks[index]?.forEach((item, place) => put(found, item, sums[place] as number));
      }
    }
    return momentSums(buckets, bucket, axes !== undefined);
  }

  /** Features that a block speaks of. */
  #used(block: readonly Item[]): number[] {
    if (block.some(({ of }) => of === 'residual')) return this.values.map((_, i) => i);
    const used = new Set(
      block.flatMap((item) => (item.of === 'product' ? [item.i, item.j] : 'i' in item ? [item.i] : [])),
    );
    return [...used].sort((a, b) => a - b);
  }

  /** The axes are orthonormal, so that ‖u − û‖² = ‖u‖² − ‖û‖². */
  #withResiduals(standardised: string, along: readonly string[]): string {
    const { axes } = this.request;
    if (axes === undefined) return standardised;
    const { barrier } = this.dialect;
    const number = (value: number): string => this.dialect.number(value);
    const z = numbered('z', this.values);
    const u = z.map(
      (name, i) => `(${name} - ${number(axes.mean[i] as number)}) / ${number(axes.deviation[i] as number)}`,
    );
    const projections = axes.components.map((component) => {
      const terms = z.flatMap((_, i) => {
        const weight = component[i] as number;
        return Math.abs(weight) < NOTHING ? [] : [`${number(weight)} * u${i}`];
      });
      return terms.length === 0 ? number(0) : terms.join(' + ');
    });
    const kept = [...along, ...z];
    const moved = `SELECT ${[...kept, select({ ...named('u', u), one: '1' })].join(', ')} FROM (${standardised}) AS centred${barrier}`;
    const projected = `SELECT ${[...kept, ...numbered('u', u), select({ ...named('p', projections), one: '1' })].join(', ')} FROM (${moved}) AS moved${barrier}`;
    const square = (name: string): string => `${name} * ${name}`;
    const length = [
      numbered('u', u).map(square).join(' + ') || number(0),
      ...numbered('p', projections).map(square),
    ].join(' - ');
    return `SELECT ${[...kept, `sqrt(greatest(${number(0)}, ${length})) AS residual`].join(', ')} FROM (${projected}) AS projected`;
  }

  #of(buckets: Map<number, MutableSums>, key: number): MutableSums {
    const found = buckets.get(key) ?? emptySums(this.values.length);
    buckets.set(key, found);
    return found;
  }
}

function termOf(item: Item): string {
  if (item.of === 'sum') return `z${item.i}`;
  return item.of === 'product' ? `z${item.i} * z${item.j}` : 'residual';
}

function put(found: MutableSums, item: Item, sum: number): void {
  if (item.of === 'sum') found.sums[item.i] = sum;
  else if (item.of === 'product') found.products[pairPlace(item.i, item.j)] = sum;
  else found.residuals = sum;
}
