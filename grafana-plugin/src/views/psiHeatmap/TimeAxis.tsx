import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2, type TimeZone } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import React, { memo } from 'react';
import { timeTicks } from '../../drawing/timeAxis';
import { AXIS_HEIGHT, isSingle, type TimeSpan } from './layout';
import { FONT_SIZE, textWidth } from './textWidth';

/** Least space between two labels, in CSS pixels. */
const SPACE = 6;

interface TimeAxisProps {
  readonly span: TimeSpan;
  readonly timeZone: TimeZone;
  /** Of the cells. */
  readonly width: number;
  /** Of the rows' names, left of the cells. */
  readonly left: number;
}

/** Round times below the cells, as Grafana's other panels write them. */
export const TimeAxis = memo(function TimeAxis({ span, timeZone, width, left }: TimeAxisProps) {
  const styles = useStyles2(getStyles);
  const { typography } = useTheme2();
  const { from, to } = span;
  const ticks = isSingle(span)
    ? [{ time: (from + to) / 2, text: dateTimeFormat(to, { timeZone }) }]
    : timeTicks(from, to, width, timeZone);
  const placed = ticks.map(({ time, text }) => {
    const x = ((time - from) / (to - from)) * width;
    const wide = textWidth(text, typography.fontFamily);
    // labels stay within the panel: at an edge off the middle of their tick
    const start = Math.max(Math.min(x - wide / 2, width - wide), -left);
    return { time, text, x, start, end: start + wide };
  });
  let end = -Infinity;
  const labels = placed.filter((label) => {
    const fits = label.start > end + SPACE;
    end = fits ? label.end : end;
    return fits;
  });
  return (
    <div className={styles.axis} style={{ height: AXIS_HEIGHT, marginLeft: left, width }} aria-hidden>
      {placed.map(({ time, x }) => (
        <span key={time} className={styles.tick} style={{ left: Math.min(x, width - 1) }} />
      ))}
      {labels.map(({ time, text, start }) => (
        <span key={time} className={styles.label} style={{ left: start }}>
          {text}
        </span>
      ))}
    </div>
  );
});

const getStyles = (theme: GrafanaTheme2) => ({
  axis: css({
    position: 'relative',
    fontSize: FONT_SIZE,
    lineHeight: '16px',
    color: theme.colors.text.secondary,
  }),
  tick: css({ position: 'absolute', top: 0, width: 1, height: 4, background: theme.colors.border.strong }),
  label: css({ position: 'absolute', top: 5, whiteSpace: 'nowrap' }),
});
