import { cellLookup } from './categories.js';
import { upperFineCells, type FineCell } from './fineCells.js';
import { fluxBins, fluxTexts, group } from './flux.js';
import type { InfluxRow } from './influxdbClient.js';
import type { Origin } from './influxdbPoints.js';
import type { CategoricalCells, CategoryCount, NumericCells } from './source.js';

/** A column that no tag is called. */
const VALUE = '__value';

/** The start of the window that a row of an answer is of. */
export const WINDOW = '_start';

/** What is asked of points, and how the answer is read. */
export interface Question {
  /** Rows of an answer, about. */
  readonly size: number;
  /** A list that many pipelines share, as Flux. */
  readonly bins?: string;
  /** Whether storage counts windows by itself. Else each of their points passes through Flux. */
  readonly isPushed: boolean;
  /** Steps that follow the points, in groups of segments. */
  steps(groups: Groups): string[];
  /** Adds a row of the answer to the counts. */
  read(counts: Counts, row: InfluxRow): void;
}

export interface Groups {
  /** Tags whose values are counted apart. */
  readonly segments: readonly string[];
  /** Windows of so many milliseconds are counted apart, too. */
  readonly every?: number | undefined;
  /** The name of the shared list. */
  readonly bins?: string | undefined;
}

/** The counts of one feature in one bucket and segment, as far as Flux tells them. */
export class Counts {
  readonly cells: Float64Array;
  below = 0;
  above = 0;
  unseen = 0;

  constructor(size: number) {
    this.cells = new Float64Array(size);
  }

  /** Adds other counts or, with `times` −1, takes them away: between two reads of one query rows may have come. */
  add(other: Counts, times: 1 | -1): void {
    other.cells.forEach((count, cell) => increase(this.cells, cell, times * count));
    this.below = Math.max(0, this.below + times * other.below);
    this.above = Math.max(0, this.above + times * other.above);
    this.unseen = Math.max(0, this.unseen + times * other.unseen);
  }

  get total(): number {
    return this.cells.reduce((sum, count) => sum + count, 0);
  }
}

/** How many points there are; they are counted in one cell. */
export const howMany: Question = {
  size: 1,
  isPushed: true,
  steps: ({ segments, every }) => pushedCount(segments, every),
  read: (counts, row) => increase(counts.cells, 0, Number(row.value('_value'))),
};

/**
 * Flux' histogram is cumulative, (−Inf, le], a row a threshold. Its differences are the cells; of hours of few points most
 * are empty, and stay there. The first row, of the values up to −Inf, has no difference and is nobody's.
 */
export function numericQuestion(cells: NumericCells, integer: boolean): Question {
  const fine = upperFineCells(cells);
  const at = new Map(Array.from(fine.thresholds, (threshold, index) => [threshold, index]));
  return {
    size: fine.cells.length,
    bins: fluxBins(Float64Array.of(-Infinity, ...fine.thresholds)),
    isPushed: false,
    steps: ({ segments, every, bins = '' }) => [
      group(segments),
      ...(integer ? ['toFloat()'] : []),
      ...windows(every),
      `histogram(bins: ${bins})`,
      'difference()',
      'filter(fn: (r) => r._value > 0.0)',
    ],
    read(counts, row) {
      const index = at.get(Number(row.value('le'))) ?? fine.thresholds.length;
      take(counts, fine.cells[index], Number(row.value('_value')));
    },
  };
}

function take(counts: Counts, found: FineCell | undefined, rows: number): void {
  if (found?.cell === undefined) return;
  counts.cells[found.cell] = (counts.cells[found.cell] as number) + rows;
  if (found.below) counts.below += rows;
  if (found.above) counts.above += rows;
  if (found.unseen) counts.unseen += rows;
}

/** @param unseen takes the categories that the reference does not have */
export function categoricalQuestion(
  cells: CategoricalCells,
  origin: Origin,
  unseen?: CategoryCount[],
): Question {
  const cellOf = cellLookup(cells);
  return {
    size: 1 + Math.min(cells.categories.length + cells.others.length, 1_000),
    isPushed: 'tag' in origin,
    steps: (groups) => categorySteps(origin, groups),
    read(counts, row) {
      const { name, count } = categoryOf(origin, row);
      // a series without the tag: its points are missing
      if ('tag' in origin && name === '') return;
      const cell = cellOf(name);
      increase(counts.cells, cell, count);
      if (cell !== cells.categories.length + 1) return;
      counts.unseen += count;
      unseen?.push({ name, count });
    },
  };
}

/** Storage counts tags; a field's values are grouped by a copy of them, since a column of the key cannot be counted. */
export function categorySteps(origin: Origin, { segments, every }: Groups): string[] {
  if ('tag' in origin) return pushedCount([...new Set([origin.tag, ...segments])], every);
  const times = every === undefined ? [] : ['_time', WINDOW, '_stop'];
  return [
    `keep(columns: ${fluxTexts(['_value', ...times, ...segments])})`,
    `duplicate(column: "_value", as: "${VALUE}")`,
    group([VALUE, ...segments]),
    ...windows(every),
    'count()',
    group(segments),
  ];
}

/** Counts that storage makes series by series, added up by columns. */
function pushedCount(columns: readonly string[], every: number | undefined): string[] {
  const apart = every === undefined ? columns : [...columns, WINDOW];
  return [...windows(every), 'count()', group(apart), 'sum()'];
}

function windows(every: number | undefined): string[] {
  return every === undefined ? [] : [`window(every: ${every}ms)`];
}

export function categoryOf(origin: Origin, row: InfluxRow): CategoryCount {
  const name = row.value('tag' in origin ? origin.tag : VALUE);
  return { name, count: Number(row.value('_value')) };
}

function increase(array: Float64Array, index: number, by: number): void {
  array[index] = Math.max(0, (array[index] as number) + by);
}
