import { useTheme2 } from '@grafana/ui';
import React from 'react';
import { severityColours } from '../../drawing/severityColours';
import type { Cursor, LinePoint } from './cursor';
import type { TrendLayout } from './layout';
import { linePaths } from './linePaths';
import type { LineStyle } from './lineStyles';

interface CursorLayerProps {
  readonly cursor: Cursor;
  readonly points: readonly LinePoint[];
  readonly layout: TrendLayout;
  readonly styles: readonly LineStyle[];
}

/** The crosshair, its points, and the line that the reader is on. Drawn above the plot, which stays as it is. */
export function CursorLayer({ cursor, points, layout, styles }: CursorLayerProps) {
  const theme = useTheme2();
  const { x, y, upper, lower, top } = layout;
  const chosen = points.find(({ index }) => index === cursor.line);
  return (
    <g pointerEvents="none">
      <line
        x1={x(cursor.time)}
        x2={x(cursor.time)}
        y1={upper}
        y2={lower}
        stroke={theme.colors.text.secondary}
        strokeDasharray="3 3"
      />
      {chosen && points.length > 1 && (
        <svg x={layout.left} y={upper} width={layout.width} height={lower - upper} overflow="hidden">
          <g
            transform={`translate(${-layout.left},${-upper})`}
            fill="none"
            stroke={styles[cursor.line]?.colour}
            strokeWidth={3}
          >
            <path d={linePaths(chosen.line, layout).evident} strokeDasharray={styles[cursor.line]?.dash} />
          </g>
        </svg>
      )}
      {points.map(({ index, line, point }) =>
        point.value === null || point.value > top ? null : (
          <circle
            key={index}
            cx={x(point.time)}
            cy={y(point.value)}
            r={index === cursor.line ? 5 : 3.5}
            stroke={styles[index]?.colour}
            strokeWidth={2}
            fill={
              point.severity === 'none'
                ? theme.colors.background.primary
                : severityColours(line.thresholds, line.field, theme)[point.severity].mark
            }
          />
        )
      )}
    </g>
  );
}
