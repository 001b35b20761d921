import { css } from '@emotion/css';
import type { GrafanaTheme2, TimeZone } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { type KeyboardEvent, useId, useMemo } from 'react';
import { CellCanvas } from './CellCanvas';
import { CellMark } from './CellMark';
import type { CellPaint } from './cellPaint';
import { CellTooltip } from './CellTooltip';
import type { Heatmap } from './heatmap';
import type { HeatmapLayout, TimeSpan } from './layout';
import { markedBox } from './markedBox';
import { RowLabels } from './RowLabels';
import { useCursor } from './useCursor';
import { usePixelRatio } from './usePixelRatio';
import { cellWords, countText, summary } from './words';

interface HeatmapGridProps {
  readonly heatmap: Heatmap;
  readonly look: CellPaint;
  readonly layout: HeatmapLayout;
  readonly span: TimeSpan;
  readonly timeZone: TimeZone;
  /** The row at the top. */
  readonly firstRow: number;
  readonly onScroll: (firstRow: number) => void;
  /** Places of row and cell; -1 where there is none. */
  readonly onSelect: (row: number, cell: number) => void;
}

/** Names and cells, which scroll together, with a cursor for pointer and keyboard. */
export function HeatmapGrid(props: HeatmapGridProps) {
  const { heatmap, look, layout, span, timeZone, firstRow, onScroll, onSelect } = props;
  const styles = useStyles2(getStyles);
  const summaryId = useId();
  const ratio = usePixelRatio();
  const { cursor, under, point, press, leave, clear } = useCursor({ heatmap, layout, span, firstRow });
  const { labelWidth, cellsWidth, gridHeight, rowHeight, contentHeight } = layout;
  const viewport = useMemo(
    () => ({ span, width: cellsWidth, height: gridHeight, rowHeight, firstRow, ratio }),
    [span, cellsWidth, gridHeight, rowHeight, firstRow, ratio]
  );
  const seen = useMemo(() => heatmap.rows.slice(firstRow, firstRow + layout.page), [heatmap, firstRow, layout.page]);
  const words = useMemo(() => summary(heatmap, timeZone), [heatmap, timeZone]);
  const row = cursor && heatmap.rows[cursor.row];

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if ((event.key === 'Enter' || event.key === ' ') && cursor?.by === 'keyboard') {
      event.preventDefault();
      onSelect(cursor.row, cursor.cell);
    } else {
      press(event);
    }
  };

  return (
    <>
      <p id={summaryId} className={styles.hidden}>
        {words}
      </p>
      <div
        className={styles.scroller}
        style={{ height: gridHeight, overflowY: layout.scrolls ? 'scroll' : 'hidden' }}
        role="application"
        aria-roledescription="heatmap"
        aria-label={`Heatmap of ${countText(heatmap.rows.length, heatmap.noun)} over time: arrow keys move, Enter selects`}
        aria-describedby={summaryId}
        tabIndex={0}
        onScroll={({ currentTarget }) => {
          leave();
          onScroll(Math.round(currentTarget.scrollTop / rowHeight));
        }}
        onMouseMove={point}
        onMouseLeave={leave}
        onBlur={clear}
        onKeyDown={onKeyDown}
        onClick={(event) => {
          const clicked = under(event);
          if (clicked) {
            onSelect(clicked.row, clicked.cell);
          }
        }}
      >
        <div style={{ height: contentHeight }}>
          <div className={styles.window} style={{ height: gridHeight, width: labelWidth + cellsWidth }}>
            <RowLabels rows={seen} width={labelWidth} rowHeight={rowHeight} />
            <CellCanvas heatmap={heatmap} look={look} viewport={viewport} left={labelWidth} />
            {cursor && row && (
              <CellMark
                box={markedBox(heatmap, cursor, layout, span, firstRow)}
                bounds={{ left: labelWidth, top: 0, width: cellsWidth, height: gridHeight }}
              />
            )}
          </div>
        </div>
      </div>
      {cursor && <CellTooltip heatmap={heatmap} {...cursor} timeZone={timeZone} />}
      <div className={styles.hidden} aria-live="polite">
        {row && cursor.by === 'keyboard' ? cellWords(heatmap, row, cursor.cell, timeZone) : ''}
      </div>
    </>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  scroller: css({
    position: 'relative',
    overflowX: 'hidden',
    scrollbarWidth: 'thin',
    cursor: 'pointer',
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: -1 },
  }),
  window: css({ position: 'sticky', top: 0, overflow: 'hidden' }),
  hidden: css({
    position: 'absolute',
    width: 1,
    height: 1,
    margin: 0,
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap',
  }),
});
