import {
  emptyJoint,
  MAX_UNSEEN,
  type CategoricalCells,
  type CategoryCount,
  type CellCounts,
  type JointSums,
  type NumericCells,
} from '../../exporter/src/sources/source.js';

type MutableJoint = { -readonly [Key in keyof JointSums]: JointSums[Key] };
type Mutable = { -readonly [Key in keyof CellCounts]: CellCounts[Key] };

export interface OracleRow {
  /** Milliseconds since the epoch; null where the row has no time. */
  readonly time?: number | null;
  readonly value: number | string | null;
  /** Each `column=value` that the row counts for, apart from all rows. */
  readonly segments?: readonly string[];
  /** Null and NaN are missing. */
  readonly joint?: Readonly<Record<string, number | null>>;
}

/** What a source must answer, row by row and by the definitions of CellCounts alone. */
export function expectedCounts(
  feature: string,
  cells: NumericCells | CategoricalCells,
  rows: readonly OracleRow[],
  { bucket, joint = [] }: { bucket?: number; joint?: readonly string[] } = {},
): CellCounts[] {
  const results = new Map<string, Mutable>();
  const counter = (bucketStart: number, segment: string): Mutable => {
    const key = `${bucketStart} ${segment}`;
    const found = results.get(key) ?? empty(feature, bucketStart, segment, cells, joint);
    results.set(key, found);
    return found;
  };
  if (bucket === undefined) counter(0, '');
  for (const row of rows) {
    if (bucket !== undefined && typeof row.time !== 'number') continue;
    const start = bucket === undefined ? 0 : Math.floor((row.time ?? 0) / bucket) * bucket;
    for (const segment of ['', ...(row.segments ?? [])]) count(counter(start, segment), cells, row);
  }
  const isPlain = bucket === undefined && rows.every(({ segments = [] }) => segments.length === 0);
  if (!isPlain || cells.kind === 'numeric') return [...results.values()];
  return [...results.values()].map((counts) => ({ ...counts, unseenCategories: unseenOf(cells, rows) }));
}

/** The most frequent values that the reference does not have. */
function unseenOf(
  { categories, others, complete }: CategoricalCells,
  rows: readonly OracleRow[],
): CategoryCount[] {
  const names = rows.flatMap(({ value }) => (value === null || !complete ? [] : [String(value)]));
  const unseen = [...new Set(names)].filter((name) => !categories.includes(name) && !others.includes(name));
  return unseen
    .map((name) => ({ name, count: names.filter((other) => other === name).length }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
    .slice(0, MAX_UNSEEN);
}

function count(
  counter: Mutable,
  cells: NumericCells | CategoricalCells,
  { value, joint = {} }: OracleRow,
): void {
  counter.rows++;
  if (value === null || Number.isNaN(value)) {
    counter.missing++;
    for (const [name, number] of present(counter, joint)) {
      const sums = counter.joint[name] as MutableJoint;
      sums.missingCount++;
      sums.missingSum += number;
    }
    return;
  }
  const cell =
    cells.kind === 'numeric'
      ? numeric(counter, cells, Number(value))
      : categorical(counter, cells, String(value));
  add(counter.counts, cell, 1);
  for (const [name, number] of present(counter, joint)) {
    const sums = counter.joint[name] as JointSums;
    add(sums.counts, cell, 1);
    add(sums.sums, cell, number);
  }
}

/** The joint numbers that a row has and that are asked for. */
function present(counter: Mutable, joint: NonNullable<OracleRow['joint']>): [string, number][] {
  return Object.entries(joint).filter(
    (entry): entry is [string, number] =>
      entry[1] !== null && !Number.isNaN(entry[1]) && counter.joint[entry[0]] !== undefined,
  );
}

function numeric(counter: Mutable, cells: NumericCells, value: number): number {
  const { edges, center, scale, minimum, maximum, distinct } = cells;
  const cell = edges.filter((edge) => edge < value).length;
  if (Number.isFinite(value)) {
    const z = Math.max(-1e100, Math.min(1e100, (value - center) / scale));
    add(counter.sums, cell, z);
    add(counter.squares, cell, z * z);
  } else counter.infinite++;
  if (value < minimum) counter.below++;
  else if (value > maximum) counter.above++;
  else if (distinct !== undefined && !distinct.includes(value)) counter.unseen++;
  return cell;
}

function categorical(
  counter: Mutable,
  { categories, others, complete }: CategoricalCells,
  value: string,
): number {
  const cell = categories.indexOf(value);
  if (cell >= 0) return cell;
  if (!complete || others.includes(value)) return categories.length;
  counter.unseen++;
  return categories.length + 1;
}

function empty(
  feature: string,
  bucketStart: number,
  segment: string,
  cells: NumericCells | CategoricalCells,
  joint: readonly string[],
): Mutable {
  const size = cells.kind === 'numeric' ? cells.edges.length + 1 : cells.categories.length + 2;
  const moments = cells.kind === 'numeric' ? size : 0;
  return {
    feature,
    bucketStart,
    segment,
    rows: 0,
    missing: 0,
    counts: new Float64Array(size),
    sums: new Float64Array(moments),
    squares: new Float64Array(moments),
    infinite: 0,
    below: 0,
    above: 0,
    unseen: 0,
    joint: Object.fromEntries(joint.map((name) => [name, emptyJoint(size)])),
  };
}

function add(array: Float64Array, index: number, by: number): void {
  array[index] = (array[index] ?? 0) + by;
}
