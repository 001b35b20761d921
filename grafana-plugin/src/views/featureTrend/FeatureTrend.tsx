import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { bisectCenter } from 'd3-array';
import React, { useMemo } from 'react';
import type { ViewProps } from '../view';
import { type Cursor, pointsAt, timesOf } from './cursor';
import { CursorLayer } from './CursorLayer';
import { CursorTooltip } from './CursorTooltip';
import { trendLayout } from './layout';
import { lineStyles } from './lineStyles';
import { Names } from './Names';
import type { FeatureTrendOptions } from './options';
import { Plot } from './Plot';
import type { FeatureTrendData } from './prepare';
import { Promotions } from './Promotions';
import { useCursor } from './useCursor';
import { cursorWords, trendWords } from './words';

type FeatureTrendProps = ViewProps<FeatureTrendData, FeatureTrendOptions>;

/** Pixels around a promotion's mark within which the tooltip tells of it. */
const NEAR = 5;

/** Scores over time, with a crosshair that follows the pointer or the arrow keys. */
export function FeatureTrend({ data, options, width, height, timeZone, timeRange, onSelect }: FeatureTrendProps) {
  const theme = useTheme2();
  const classes = useStyles2(getStyles);
  const styles = useMemo(() => lineStyles(data.lines, theme), [data, theme]);
  const layout = useMemo(
    () => trendLayout({ data, options, width, height, timeRange, timeZone }),
    [data, options, width, height, timeRange, timeZone]
  );
  const { x, y, left, right, upper, lower, from, to } = layout;
  const visible = useMemo(() => timesOf(data).filter((time) => time >= from && time <= to), [data, from, to]);
  const words = useMemo(() => trendWords(data, timeZone), [data, timeZone]);
  const choose = ({ time, line }: Cursor) => {
    const points = pointsAt(data, time);
    const chosen = points.find(({ index }) => index === line) ?? points[0];
    if (chosen) {
      onSelect({ subject: chosen.line.subject, field: chosen.line.field, row: chosen.point.row });
    }
  };
  const { root, cursor, origin, handlers } = useCursor(data, layout, visible, choose);
  const points = cursor ? pointsAt(data, cursor.time) : [];
  const chosen = points.find(({ index }) => index === cursor?.line)?.point.value;
  return (
    <div ref={root} className={classes.root} style={{ width, height }}>
      <svg width={width} height={height} role="img" aria-label={words}>
        <Plot data={data} options={options} layout={layout} styles={styles} />
        {cursor && <CursorLayer cursor={cursor} points={points} layout={layout} styles={styles} />}
      </svg>
      <Names data={data} options={options} layout={layout} styles={styles} />
      <div
        className={classes.sensor}
        style={{ left, top: upper, width: right - left, height: lower - upper }}
        role="slider"
        tabIndex={0}
        aria-label="Time along the trend"
        aria-valuemin={0}
        aria-valuemax={Math.max(0, visible.length - 1)}
        aria-valuenow={cursor ? bisectCenter(visible, cursor.time) : Math.max(0, visible.length - 1)}
        aria-valuetext={cursor ? cursorWords(cursor, points, timeZone) : words}
        {...handlers}
      />
      <Promotions
        promotions={data.promotions}
        isMixed={new Set(data.promotions.map(({ model }) => model)).size > 1}
        layout={layout}
        timeZone={timeZone}
      />
      {visible.length === 0 && (
        <div className={classes.empty} style={{ top: (upper + lower) / 2 - 10, left, width: right - left }}>
          No scores in this time range
        </div>
      )}
      {cursor && origin && (
        <CursorTooltip
          at={{
            x: origin.x + x(cursor.time),
            y: origin.y + Math.max(upper, typeof chosen === 'number' ? y(chosen) : upper),
          }}
          cursor={cursor}
          points={points}
          styles={styles}
          promotions={data.promotions.filter(({ time }) => Math.abs(x(time) - x(cursor.time)) <= NEAR)}
          timeZone={timeZone}
        />
      )}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  root: css({ position: 'relative', overflow: 'hidden' }),
  sensor: css({
    position: 'absolute',
    cursor: 'crosshair',
    touchAction: 'pan-y',
    '&:focus-visible': { outline: `2px solid ${theme.colors.primary.main}`, outlineOffset: 2 },
  }),
  empty: css({ position: 'absolute', textAlign: 'center', color: theme.colors.text.secondary, pointerEvents: 'none' }),
});
