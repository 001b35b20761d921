import type { Cells, HeatmapRow } from './heatmap';

/**
 * The cell of a row at a stretch of time; -1 in a gap. Of several cells within it (narrower than a pixel) the worst, which is
 * the one that is seen.
 */
export function cellWithin({ first, end }: HeatmapRow, cells: Cells, from: number, to: number): number {
  let found = -1;
  for (let cell = firstEndingFrom(first, end, cells, from); cell < end && (cells.start[cell] ?? 0) <= to; cell++) {
    if (found < 0 || isWorse(cell, found, cells)) {
      found = cell;
    }
  }
  return found;
}

/** The cell whose span is nearest to a time; -1 in a row without cells. */
export function nearestCell({ first, end }: HeatmapRow, cells: Cells, time: number): number {
  const next = firstEndingFrom(first, end, cells, time);
  if (next >= end) {
    return end > first ? end - 1 : -1;
  }
  const before = next - 1;
  const isBefore = before >= first && time - (cells.end[before] ?? 0) < (cells.start[next] ?? 0) - time;
  return isBefore ? before : next;
}

function firstEndingFrom(first: number, end: number, cells: Cells, time: number): number {
  let low = first;
  let high = end;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cells.end[middle] ?? 0) >= time) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}

function isWorse(cell: number, than: number, { severity, score }: Cells): boolean {
  const difference = ((severity[cell] ?? 0) % 4) - ((severity[than] ?? 0) % 4);
  return difference > 0 || (difference === 0 && (score[cell] ?? NaN) > (score[than] ?? NaN));
}
