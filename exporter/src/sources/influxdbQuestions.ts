import { cellLookup } from './categories.js';
import { upperFineCells, type FineCell } from './fineCells.js';
import { fluxBins, fluxTexts, group } from './flux.js';
import type { InfluxRow } from './influxdbClient.js';
import type { Origin } from './influxdbPoints.js';
import type { CategoricalCells, CategoryCount, NumericCells } from './source.js';

/** A column that no tag is called. */
const VALUE = '__value';

/** What is asked of the points of one bucket, and how the answer is read. */
export interface Question {
  /** Rows of an answer, about. */
  readonly size: number;
  /** A list that many pipelines share, as Flux. */
  readonly bins?: string;
  /** Steps that follow the points, in groups of segments; `bins` is the name of the shared list. */
  steps(segments: readonly string[], bins: string): string[];
  /** Adds a row of the answer to the counts. */
  read(counts: Counts, row: InfluxRow): void;
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
  steps: (segments) => ['count()', group(segments), 'sum()'],
  read: (counts, row) => increase(counts.cells, 0, Number(row.value('_value'))),
};

/**
 * Flux' histogram is cumulative, (−Inf, le], and each row carries one more threshold.
 */
export function numericQuestion(cells: NumericCells, integer: boolean): Question {
  const fine = upperFineCells(cells);
  const at = new Map(Array.from(fine.thresholds, (threshold, index) => [threshold, index]));
  return {
    size: fine.cells.length,
    bins: fluxBins(fine.thresholds),
    steps: (segments, bins) => [
      group(segments),
      ...(integer ? ['toFloat()'] : []),
      `histogram(bins: ${bins})`,
    ],
    read(counts, row) {
      const index = at.get(Number(row.value('le'))) ?? fine.thresholds.length;
      const upTo = Number(row.value('_value'));
      take(counts, fine.cells[index], upTo);
      take(counts, fine.cells[index + 1], -upTo);
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
    steps: (segments) => categorySteps(origin, segments),
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
export function categorySteps(origin: Origin, segments: readonly string[]): string[] {
  if ('tag' in origin) return ['count()', group([...new Set([origin.tag, ...segments])]), 'sum()'];
  return [
    `keep(columns: ${fluxTexts(['_value', ...segments])})`,
    `duplicate(column: "_value", as: "${VALUE}")`,
    group([VALUE, ...segments]),
    'count()',
    group(segments),
  ];
}

export function categoryOf(origin: Origin, row: InfluxRow): CategoryCount {
  const name = row.value('tag' in origin ? origin.tag : VALUE);
  return { name, count: Number(row.value('_value')) };
}

function increase(array: Float64Array, index: number, by: number): void {
  array[index] = Math.max(0, (array[index] as number) + by);
}
