import type { CellPaint } from './cellPaint';
import type { Heatmap } from './heatmap';
import { hatching } from './hatching';
import type { TimeSpan } from './layout';

/** What of the rows is seen, in CSS pixels. */
export interface Viewport {
  readonly span: TimeSpan;
  readonly width: number;
  readonly height: number;
  readonly rowHeight: number;
  /** The row at the top. */
  readonly firstRow: number;
  /** Pixels of the device to one of CSS. */
  readonly ratio: number;
}

/** Below so many CSS pixels a cell has no room for a line between it and the next. */
const ROOM = 6;

/** Draws the rows that are seen, a style after the other. */
export function paint(
  context: CanvasRenderingContext2D,
  { rows, cells }: Heatmap,
  look: CellPaint,
  viewport: Viewport
): void {
  const { width, height, rowHeight, firstRow, ratio } = viewport;
  context.clearRect(0, 0, Math.round(width * ratio), Math.round(height * ratio));
  const seen = rows.slice(firstRow, firstRow + Math.ceil(height / rowHeight));
  const { order, rowOf, ends } = byStyle(seen, look);
  look.styles.forEach(({ fill, lines }, style) => {
    const from = ends[style - 1] ?? 0;
    const to = ends[style] ?? from;
    for (const ink of [fill, lines === undefined || from === to ? undefined : hatching(context, lines, ratio)]) {
      if (ink !== undefined) {
        context.fillStyle = ink;
        fillCells(context, cells, viewport, order.subarray(from, to), rowOf.subarray(from, to));
      }
    }
  });
}

/** @param rowOf of each cell: place of its row below the top */
function fillCells(
  context: CanvasRenderingContext2D,
  { start, end }: Heatmap['cells'],
  { span, width, rowHeight, ratio }: Viewport,
  order: Uint32Array,
  rowOf: Uint32Array
): void {
  // whole pixels of the device, so that edges are sharp
  const line = Math.max(Math.round(ratio), 1);
  const limit = Math.round(width * ratio);
  const scale = limit / (span.to - span.from);
  for (let index = 0; index < order.length; index++) {
    const cell = order[index] ?? 0;
    const row = rowOf[index] ?? 0;
    const from = ((start[cell] ?? 0) - span.from) * scale;
    const to = ((end[cell] ?? 0) - span.from) * scale;
    if (to >= 0 && from < limit) {
      const left = Math.round(Math.max(from, 0));
      const right = Math.round(Math.min(to, limit)) - (to - from >= ROOM * ratio ? line : 0);
      const top = Math.round(row * rowHeight * ratio);
      const bottom = Math.round((row + 1) * rowHeight * ratio) - line;
      context.fillRect(left, top, Math.max(right - left, 1), bottom - top);
    }
  }
}

/** The cells of some rows, sorted by style (a counting sort), with the place of each one's row. */
function byStyle(rows: Heatmap['rows'], { styles, styleOf }: CellPaint) {
  const next = new Uint32Array(styles.length);
  let count = 0;
  for (const { first, end } of rows) {
    for (let cell = first; cell < end; cell++) {
      const style = styleOf[cell] ?? 0;
      next[style] = (next[style] ?? 0) + 1;
    }
    count += end - first;
  }
  let before = 0;
  next.forEach((many, style) => {
    next[style] = before;
    before += many;
  });
  const order = new Uint32Array(count);
  const rowOf = new Uint32Array(count);
  rows.forEach(({ first, end }, row) => {
    for (let cell = first; cell < end; cell++) {
      const style = styleOf[cell] ?? 0;
      const place = next[style] ?? 0;
      next[style] = place + 1;
      order[place] = cell;
      rowOf[place] = row;
    }
  });
  // where each style's cells end
  return { order, rowOf, ends: next };
}
