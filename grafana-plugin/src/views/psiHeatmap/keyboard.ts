import { cellWithin, nearestCell } from './hitTest';
import type { Heatmap } from './heatmap';

/** The cell that the keyboard is at. */
export interface Position {
  readonly row: number;
  /** -1 in a row without any. */
  readonly cell: number;
  /** Kept while going up and down. */
  readonly time: number;
}

/** Where a key leads from a position; the latest cell of the first row where there is none yet. Nothing for any other key. */
export function moved(
  heatmap: Heatmap,
  from: Position | undefined,
  key: string,
  control: boolean,
  page: number
): Position | undefined {
  const last = heatmap.rows.length - 1;
  const { row, time } = from ?? { row: 0, time: heatmap.to };
  const to = (place: number, at: number): Position => atRow(heatmap, Math.min(Math.max(place, 0), last), at);
  if (!from) {
    return key.startsWith('Arrow') || ['Home', 'End', 'PageUp', 'PageDown'].includes(key)
      ? to(0, heatmap.to)
      : undefined;
  }
  switch (key) {
    case 'ArrowUp':
      return to(row - 1, time);
    case 'ArrowDown':
      return to(row + 1, time);
    case 'PageUp':
      return to(row - page, time);
    case 'PageDown':
      return to(row + page, time);
    case 'ArrowLeft':
      return beside(heatmap, from, -1);
    case 'ArrowRight':
      return beside(heatmap, from, 1);
    case 'Home':
      return to(control ? 0 : row, -Infinity);
    case 'End':
      return to(control ? last : row, Infinity);
    default:
      return undefined;
  }
}

/** The cell of a row at a time, or nearest to it. */
export function atRow({ rows, cells, from, to }: Heatmap, row: number, time: number): Position {
  const target = rows[row];
  const at = Math.min(Math.max(time, from), to);
  if (!target) {
    return { row, cell: -1, time: at };
  }
  const exact = cellWithin(target, cells, at, at);
  return { row, cell: exact < 0 ? nearestCell(target, cells, at) : exact, time: at };
}

function beside({ rows, cells }: Heatmap, { row, cell, time }: Position, by: number): Position {
  const { first = 0, end = 0 } = rows[row] ?? {};
  if (cell < 0) {
    return { row, cell, time };
  }
  const next = Math.min(Math.max(cell + by, first), end - 1);
  return { row, cell: next, time: ((cells.start[next] ?? 0) + (cells.end[next] ?? 0)) / 2 };
}
