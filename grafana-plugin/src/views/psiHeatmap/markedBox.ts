import type { Box } from './CellMark';
import type { Heatmap } from './heatmap';
import type { Position } from './keyboard';
import type { HeatmapLayout, TimeSpan } from './layout';

/** The least that is seen of a mark, in CSS pixels, however narrow its cell. */
const LEAST = 6;

/** Where a cell lies in the grid; a gap has no width. */
export function markedBox(
  { cells }: Heatmap,
  { row, cell, time }: Position,
  { labelWidth, cellsWidth, rowHeight }: HeatmapLayout,
  span: TimeSpan,
  firstRow: number
): Box {
  const x = (at: number): number =>
    Math.min(Math.max((at - span.from) / (span.to - span.from), 0), 1) * cellsWidth + labelWidth;
  const left = x(cell < 0 ? time : (cells.start[cell] ?? time));
  const right = x(cell < 0 ? time : (cells.end[cell] ?? time));
  const missing = cell < 0 ? 0 : Math.max(LEAST - (right - left), 0);
  return {
    left: left - missing / 2,
    top: (row - firstRow) * rowHeight,
    width: right - left + missing,
    height: rowHeight - 1,
  };
}
