import { css } from '@emotion/css';
import { useStyles2 } from '@grafana/ui';
import React, { useMemo, useState } from 'react';
import type { ViewProps } from '../view';
import { gridOf } from './grid';
import { Legend, LEGEND_HEIGHT } from './Legend';
import { Multiple } from './Multiple';
import type { DistributionOverlayOptions } from './options';
import type { OverlayData } from './picture';
import { windowsTogether } from './inOrder';

type Props = ViewProps<OverlayData, DistributionOverlayOptions>;

/** Below this height, in CSS pixels, the legend leaves its place to the picture. */
const HEIGHT_FOR_LEGEND = 120;
/** Rows drawn beyond what is visible on either side. */
const BEYOND = 1;
/** With so few pictures on the page, each lists its numbers for screen readers, too. */
const FEW = 4;

/** Small multiples, a feature each, of which only those are drawn that can be seen. */
export function DistributionOverlay({ data, options, width, height, onSelect }: Props) {
  const styles = useStyles2(getStyles);
  const { pictures } = data;
  const legendHeight = height >= HEIGHT_FOR_LEGEND ? LEGEND_HEIGHT : 0;
  const roomHeight = Math.max(1, height - legendHeight);
  const together = useMemo(() => windowsTogether(pictures), [pictures]);
  const grid = gridOf(pictures.length, width, roomHeight, together);
  const [scrolled, setScrolled] = useState(0);
  // the uppermost row of which at least half is visible
  const firstRow = Math.min(Math.round(scrolled / grid.cellHeight), Math.max(0, grid.rows - 1));

  const from = grid.scrolls ? Math.max(0, firstRow - BEYOND) : 0;
  const to = grid.scrolls ? firstRow + Math.ceil(roomHeight / grid.cellHeight) + 1 + BEYOND : grid.rows;
  const shown = pictures.slice(from * grid.columns, to * grid.columns);
  const first = firstRow * grid.columns + 1;
  const last = Math.min(
    pictures.length,
    first - 1 + Math.max(1, Math.round(roomHeight / grid.cellHeight)) * grid.columns
  );
  const count = grid.scrolls
    ? `${first.toLocaleString('en')}–${last.toLocaleString('en')} of ${pictures.length.toLocaleString('en')}, the most drifted first`
    : '';
  return (
    <div style={{ width, height, overflow: 'hidden' }}>
      {legendHeight > 0 && <Legend shown={shown} options={options} count={count} width={width} />}
      <div
        className={styles.scroller}
        style={{ height: roomHeight }}
        onScroll={({ currentTarget }) => setScrolled(currentTarget.scrollTop)}
      >
        <div role="list" className={styles.sheet} style={{ height: grid.rows * grid.cellHeight }}>
          {shown.map((picture, index) => {
            const place = from * grid.columns + index;
            const [row, column] = [Math.floor(place / grid.columns), place % grid.columns];
            return (
              <div
                key={place}
                role="listitem"
                aria-setsize={pictures.length}
                aria-posinset={place + 1}
                className={styles.cell}
                style={{
                  left: column * grid.cellWidth,
                  top: row * grid.cellHeight,
                  width: grid.cellWidth,
                  height: grid.cellHeight,
                  paddingRight: column < grid.columns - 1 ? PADDING : 0,
                }}
              >
                <Multiple
                  picture={picture}
                  options={options}
                  width={grid.cellWidth - (column < grid.columns - 1 ? PADDING : 0)}
                  height={grid.cellHeight - (grid.rows > 1 ? PADDING / 2 : 0)}
                  hasTable={shown.length <= FEW}
                  onSelect={onSelect}
                />
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

const PADDING = 16;

const getStyles = () => ({
  scroller: css({ position: 'relative', overflowX: 'hidden', overflowY: 'auto' }),
  sheet: css({ position: 'relative', width: '100%' }),
  cell: css({ position: 'absolute', boxSizing: 'border-box', overflow: 'hidden' }),
});
