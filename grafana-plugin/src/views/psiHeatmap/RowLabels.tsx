import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import React, { memo } from 'react';
import type { HeatmapRow } from './heatmap';
import { FONT_SIZE } from './textWidth';

interface RowLabelsProps {
  /** Those that are seen. */
  readonly rows: readonly HeatmapRow[];
  readonly width: number;
  readonly rowHeight: number;
}

/** The rows' names left of the cells: as much as there is room for, the whole on hover. */
export const RowLabels = memo(function RowLabels({ rows, width, rowHeight }: RowLabelsProps) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.labels} style={{ width }}>
      {rows.map(({ name }) => (
        <div
          key={name}
          className={styles.label}
          style={{ height: rowHeight, lineHeight: `${rowHeight - 1}px` }}
          title={name}
          dir="auto"
        >
          {name}
        </div>
      ))}
    </div>
  );
});

const getStyles = (theme: GrafanaTheme2) => ({
  labels: css({ position: 'absolute', top: 0, left: 0, paddingRight: 8 }),
  label: css({
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    textAlign: 'right',
    fontSize: FONT_SIZE,
    color: theme.colors.text.primary,
  }),
});
