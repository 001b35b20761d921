import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React from 'react';

/** CSS pixels, from the grid's top left corner. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface CellMarkProps {
  /** Of the cell; of no width in a gap. */
  readonly box: Box;
  /** Of all cells that are seen. */
  readonly bounds: Box;
}

/** A frame around the cell pointed at and lines to the axes: elements of their own, so that no cell is drawn again. */
export function CellMark({ box, bounds }: CellMarkProps) {
  const styles = useStyles2(getStyles);
  const middle = box.left + box.width / 2;
  return (
    <div className={styles.layer} aria-hidden>
      <div className={styles.line} style={{ left: middle, top: bounds.top, width: 1, height: bounds.height }} />
      <div
        className={styles.line}
        style={{ left: bounds.left, top: box.top + box.height / 2, width: bounds.width, height: 1 }}
      />
      {box.width > 0 && <div className={styles.frame} style={box} data-testid="cell-mark" />}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  layer: css({ pointerEvents: 'none' }),
  line: css({ position: 'absolute', background: theme.colors.text.secondary, opacity: 0.35 }),
  frame: css({
    position: 'absolute',
    boxSizing: 'border-box',
    border: `2px solid ${theme.colors.text.primary}`,
    boxShadow: `0 0 0 1px ${theme.colors.background.primary}`,
    borderRadius: 2,
  }),
});
