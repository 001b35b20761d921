import { type KeyboardEvent, type MouseEvent, useCallback, useState } from 'react';
import type { Heatmap } from './heatmap';
import { cellWithin } from './hitTest';
import { moved, type Position } from './keyboard';
import type { HeatmapLayout, TimeSpan } from './layout';

/** The cell pointed at, by pointer or keyboard. */
export interface Cursor extends Position {
  readonly by: 'pointer' | 'keyboard';
  /** Of the pointer, in CSS pixels of the window; of the cell's right end for the keyboard. */
  readonly at: { readonly x: number; readonly y: number };
}

/** What the cursor moves over. */
interface Ground {
  readonly heatmap: Heatmap;
  readonly layout: HeatmapLayout;
  readonly span: TimeSpan;
  readonly firstRow: number;
}

/** Follows the pointer and the arrow keys over the cells; keeps the keyboard's row in sight. */
export function useCursor({ heatmap, layout, span, firstRow }: Ground) {
  const [cursor, setCursor] = useState<Cursor>();

  /** What lies under the pointer: its row, and in the cells its time and cell. */
  const under = useCallback(
    ({
      currentTarget,
      clientX,
      clientY,
    }: MouseEvent<HTMLDivElement>): (Position & { inCells: boolean }) | undefined => {
      const box = currentTarget.getBoundingClientRect();
      const x = clientX - box.left - layout.labelWidth;
      const place = firstRow + Math.floor((clientY - box.top) / layout.rowHeight);
      const row = heatmap.rows[place];
      const perPixel = (span.to - span.from) / layout.cellsWidth;
      const time = span.from + x * perPixel;
      const inCells = x >= 0 && x < layout.cellsWidth;
      // half a pixel to either side: what is drawn there
      const found = (): number => (row ? cellWithin(row, heatmap.cells, time - perPixel / 2, time + perPixel / 2) : -1);
      return row && { row: place, time, inCells, cell: inCells ? found() : -1 };
    },
    [heatmap, layout, span, firstRow]
  );

  const leave = useCallback(() => setCursor((before) => (before?.by === 'pointer' ? undefined : before)), []);
  const point = useCallback(
    (event: MouseEvent<HTMLDivElement>) => {
      const position = under(event);
      if (position?.inCells) {
        setCursor({ ...position, by: 'pointer', at: { x: event.clientX, y: event.clientY } });
      } else {
        leave();
      }
    },
    [under, leave]
  );

  const press = useCallback(
    (event: KeyboardEvent<HTMLDivElement>) => {
      const { currentTarget: element, key } = event;
      const from = cursor?.by === 'keyboard' ? cursor : undefined;
      const to = moved(heatmap, from, key, event.ctrlKey || event.metaKey, layout.page);
      if (key === 'Escape') {
        setCursor(undefined);
      }
      if (to === undefined) {
        return;
      }
      event.preventDefault();
      const first = Math.min(Math.max(firstRow, to.row - layout.page + 1), to.row);
      if (first !== firstRow) {
        element.scrollTop = first * layout.rowHeight;
      }
      const box = element.getBoundingClientRect();
      const end = to.cell < 0 ? to.time : (heatmap.cells.end[to.cell] ?? to.time);
      const share = Math.min(Math.max((end - span.from) / (span.to - span.from), 0), 1);
      const at = {
        x: box.left + layout.labelWidth + share * layout.cellsWidth,
        y: box.top + (to.row - first + 1) * layout.rowHeight,
      };
      setCursor({ ...to, by: 'keyboard', at });
    },
    [heatmap, layout, span, firstRow, cursor]
  );

  const clear = useCallback(() => setCursor(undefined), []);
  // the data may have changed since
  const valid = cursor && cursor.row < heatmap.rows.length && isOfRow(heatmap, cursor) ? cursor : undefined;
  return { cursor: valid, under, point, press, leave, clear };
}

function isOfRow({ rows }: Heatmap, { row, cell }: Position): boolean {
  const { first = 0, end = 0 } = rows[row] ?? {};
  return cell < 0 || (cell >= first && cell < end);
}
