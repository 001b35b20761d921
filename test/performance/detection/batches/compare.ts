import { categoricalGrid, cellsOf, numericGrid } from '../../../../exporter/src/profile/grid.js';
import { emptyProfile, profileOf, type Profile } from '../../../../exporter/src/profile/profile.js';
import { countSample } from '../../../../exporter/src/sources/samples/countSample.js';
import { describeSample } from '../../../../exporter/src/sources/samples/describeSample.js';
import { orderedDistances } from '../../../../exporter/src/sources/samples/orderedDistances.js';
import { sortSample, type OrderedSample } from '../../../../exporter/src/sources/samples/sortSample.js';
import { MAX_CATEGORIES, MAX_UNSEEN, type NumericCells } from '../../../../exporter/src/sources/source.js';
import type { Comparison } from '../../../../exporter/src/statistics/statistic.js';
import type { CategoricalColumn, Column, NumericColumn, Values } from './column.js';

/** Reference rows of a column, counted, and ready to be compared with batches. */
export interface Side {
  readonly column: Column;
  readonly values: Values;
  /** In ascending order, without missing ones; numeric columns only. */
  readonly sorted: Float64Array;
  readonly compare: (values: Values) => Compared;
}

/** A batch of a column beside its reference. */
export interface Compared {
  readonly side: Side;
  readonly comparison: Comparison;
  readonly values: Values;
  readonly sorted: Float64Array;
}

/** Counts a column's reference as a one-shot check does. */
export function sideOf(column: Column, values: Values): Side {
  return column.kind === 'numeric'
    ? numericSide(column, values as Float64Array)
    : categoricalSide(column, values as Int32Array);
}

function numericSide(column: NumericColumn, values: Float64Array): Side {
  const before = ordered(values);
  const grid = numericGrid({ kind: 'numeric', feature: column.name, ...describeSample(before) });
  const cells = cellsOf(grid) as NumericCells;
  const profile = (sample: OrderedSample): Profile =>
    profileOf(grid, {
      feature: column.name,
      bucketStart: 0,
      segment: '',
      joint: {},
      ...countSample(sample, cells),
    });
  const reference = profile(before);
  const side: Side = {
    column,
    values,
    sorted: before.values,
    compare: (changed) => {
      const after = ordered(changed as Float64Array);
      const exact = { feature: column.name, ...orderedDistances(before, after) };
      return {
        side,
        comparison: { reference, current: profile(after), exact },
        values: changed,
        sorted: after.values,
      };
    },
  };
  return side;
}

function ordered(values: Float64Array): OrderedSample {
  return sortSample(values.slice(), new Float64Array(values.length));
}

const nothing = new Float64Array();

function categoricalSide(column: CategoricalColumn, values: Int32Array): Side {
  const names = [...column.names, 'a new category'];
  const counts = countCodes(values, names.length);
  const known = Array.from(counts.codes, (count, code) => ({ code, name: names[code] ?? '', count }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
  const grid = categoricalGrid({
    kind: 'categorical',
    feature: column.name,
    rows: values.length,
    missing: counts.missing,
    categories: known.slice(0, MAX_CATEGORIES),
    distinctCount: known.length,
  });
  const other = grid.categories.length;
  const cells = new Int32Array(names.length).fill(other + 1);
  for (const [rank, { code }] of known.entries()) cells[code] = Math.min(rank, other);
  const profile = ({ codes, missing }: Counted, rows: number): Profile => {
    const { counts: inCells, ...empty } = emptyProfile(grid);
    codes.forEach((count, code) => {
      const cell = cells[code] as number;
      inCells[cell] = (inCells[cell] as number) + count;
    });
    return { ...empty, counts: inCells, rows, missing, unseen: inCells[other + 1] as number };
  };
  const reference = profile(counts, values.length);
  const side: Side = {
    column,
    values,
    sorted: nothing,
    compare: (changed) => {
      const counted = countCodes(changed as Int32Array, names.length);
      const unseenCategories = Array.from(counted.codes, (count, code) => ({
        code,
        name: names[code] ?? '',
        count,
      }))
        .filter(({ code, count }) => count > 0 && cells[code] === other + 1)
        .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
        .slice(0, MAX_UNSEEN)
        .map(({ name, count }) => ({ name, count }));
      const current = profile(counted, changed.length);
      return { side, comparison: { reference, current, unseenCategories }, values: changed, sorted: nothing };
    },
  };
  return side;
}

interface Counted {
  readonly codes: Float64Array;
  readonly missing: number;
}

function countCodes(values: Int32Array, codes: number): Counted {
  const counts = new Float64Array(codes);
  let missing = 0;
  for (const code of values) {
    if (code < 0) missing++;
    else counts[code] = (counts[code] as number) + 1;
  }
  return { codes: counts, missing };
}
