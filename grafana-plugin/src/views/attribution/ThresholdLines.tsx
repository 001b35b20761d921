import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import React from 'react';
import { scoreText } from '../../drawing/numbers';
import { severityColours } from '../../drawing/severityColours';
import type { AttributionLayout } from './layout';
import type { AttributionData } from './prepare';

interface ThresholdLinesProps {
  readonly data: AttributionData;
  readonly layout: AttributionLayout;
  readonly height: number;
}

const CHARACTER = 5.8;

/** Behind all bars: where small, significant and critical scores begin, named as far as names find room. */
export function ThresholdLines({ data: { bars, thresholds = {} }, layout, height }: ThresholdLinesProps) {
  const theme = useTheme2();
  const classes = useStyles2(getStyles);
  const field = bars[0]?.field;
  const colours = severityColours(thresholds, field, theme);
  const lines = (['small', 'significant', 'critical'] as const).flatMap((name) => {
    const value = thresholds[name];
    return value === undefined ? [] : [{ name, x: layout.name + layout.x(value), text: scoreText(value, field) }];
  });
  return (
    <svg className={classes.lines} width={layout.name + layout.bar + layout.value} height={height} aria-hidden>
      {lines.map(({ name, x, text }, index) => {
        const room = (lines[index + 1]?.x ?? layout.name + layout.bar + layout.value) - x - 6;
        const label = [`${name} ${text}`, text].find((each) => each.length * CHARACTER <= room);
        return (
          <g key={name}>
            <line
              x1={x}
              x2={x}
              y1={2}
              y2={height}
              stroke={colours[name].mark}
              strokeOpacity={0.8}
              strokeDasharray="2 3"
            />
            {layout.header > 0 && label !== undefined && (
              <text x={x + 3} y={11} className={classes.label}>
                {label}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  lines: css({ position: 'absolute', left: 0, top: 0, pointerEvents: 'none' }),
  label: css({ fill: theme.colors.text.secondary, fontSize: 10, fontFamily: theme.typography.fontFamily }),
});
