import { css } from '@emotion/css';
import type { GrafanaTheme2, TimeZone } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import { Tooltip, TooltipRows } from '../../drawing/Tooltip';
import type { Heatmap } from './heatmap';
import { cellFacts, timeText } from './words';
import { FONT_SIZE } from './textWidth';

interface CellTooltipProps {
  readonly heatmap: Heatmap;
  /** Places of row and cell; -1 for a gap. */
  readonly row: number;
  readonly cell: number;
  /** Of a gap, which has no time of its own. */
  readonly time: number;
  readonly timeZone: TimeZone;
  readonly at: { readonly x: number; readonly y: number };
}

/** All that is known of the cell pointed at; for the eye: what the keyboard is at, the heatmap says in words. */
export function CellTooltip({ heatmap, row: place, cell, time, timeZone, at }: CellTooltipProps) {
  const styles = useStyles2(getStyles);
  const row = heatmap.rows[place];
  if (!row) {
    return null;
  }
  return (
    <Tooltip at={at}>
      <div className={styles.facts} aria-hidden>
        <div className={styles.name} dir="auto">
          {row.name}
        </div>
        <div className={styles.time}>{timeText(cell < 0 ? time : (heatmap.cells.end[cell] ?? time), timeZone)}</div>
        <TooltipRows rows={cellFacts(heatmap, row, cell)} />
      </div>
    </Tooltip>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  facts: css({ maxWidth: 380, fontSize: FONT_SIZE, lineHeight: 1.5 }),
  name: css({ fontWeight: theme.typography.fontWeightMedium, overflowWrap: 'anywhere' }),
  time: css({ color: theme.colors.text.secondary }),
});
