import type { Heatmap } from './heatmap';

/** Rows are never lower than text; a few rows don't swell to bars. CSS pixels, as all lengths here. */
const ROW_HEIGHTS = { least: 16, most: 44 };
export const AXIS_HEIGHT = 22;
export const FOOTER_LINE = 20;
/** What a vertical scroll bar takes at most. */
const SCROLL_BAR = 12;

export interface HeatmapLayout {
  readonly labelWidth: number;
  /** Of the cells, left of the scroll bar. */
  readonly cellsWidth: number;
  /** Of what is seen of the rows at once: whole rows. */
  readonly gridHeight: number;
  readonly rowHeight: number;
  /** Of all rows. */
  readonly contentHeight: number;
  readonly scrolls: boolean;
  /** How many rows are seen at once. */
  readonly page: number;
}

/** @param footerHeight of legend and count below the time axis */
export function heatmapLayout(
  { rows }: Heatmap,
  widestLabel: number,
  width: number,
  height: number,
  footerHeight: number
): HeatmapLayout {
  const available = Math.max(height - AXIS_HEIGHT - footerHeight, ROW_HEIGHTS.least);
  const fitting = Math.floor(available / Math.max(rows.length, 1));
  const rowHeight = Math.min(Math.max(fitting, ROW_HEIGHTS.least), ROW_HEIGHTS.most);
  const contentHeight = rowHeight * rows.length;
  const scrolls = contentHeight > available;
  const page = Math.min(Math.max(Math.floor(available / rowHeight), 1), Math.max(rows.length, 1));
  // long names must not take the cells' place: they are cut, and whole on hover
  const labelWidth = Math.round(Math.min(widestLabel + 12, 0.4 * width, Math.max(0.25 * width, 160), 320));
  return {
    labelWidth,
    cellsWidth: Math.max(width - labelWidth - (scrolls ? SCROLL_BAR : 0), 1),
    gridHeight: scrolls ? page * rowHeight : contentHeight,
    rowHeight,
    contentHeight,
    scrolls,
    page,
  };
}

/** The stretch of time that is drawn, in milliseconds. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

/** Whether it is that of data of one time, drawn in one column. */
export function isSingle({ from, to }: TimeSpan): boolean {
  return to - from <= 1;
}

/**
 * The dashboard's time range, as its other panels; the first cell in whole where it begins a little earlier. All of the data
 * where none of it lies in that range, and the whole width for data of one time.
 */
export function timeSpan({ from, to, cells }: Heatmap, range: TimeSpan): TimeSpan {
  if (isSingle({ from, to }) || !(range.to > range.from) || to <= range.from || from >= range.to) {
    return { from, to };
  }
  const first = cells.end.reduce(
    (least, end, cell) => (end >= range.from ? Math.min(least, cells.start[cell] ?? end) : least),
    Infinity
  );
  return { from: Math.min(range.from, first), to: range.to };
}
