import { FieldColorModeId, getFieldSeriesColor } from '@grafana/data';
import { useTheme2 } from '@grafana/ui';
import React from 'react';
import { severityColours } from '../../drawing/severityColours';
import type { Bar } from './bar';
import type { AttributionLayout } from './layout';
import type { AttributionData } from './prepare';
import { ticksOf } from './ticks';

interface BarPictureProps {
  readonly bar: Bar;
  readonly data: AttributionData;
  readonly layout: AttributionLayout;
}

/** A bar in the colour of its severity, paler where chance explains it, with ticks for what it is seen against. */
export function BarPicture({ bar, data, layout: { bar: width, row, x } }: BarPictureProps) {
  const theme = useTheme2();
  const colours = severityColours(bar.thresholds, bar.field, theme);
  const mode = bar.field.config.color?.mode;
  const isConfigured = mode !== undefined && mode !== FieldColorModeId.Thresholds;
  const colour = isConfigured ? getFieldSeriesColor(bar.field, theme).color : colours[bar.severity].mark;
  const [top, height] = [Math.max(2, row * 0.16), Math.max(8, row * 0.68)];
  const isWeak = bar.score !== null && !bar.isEvident;
  return (
    <svg width={width} height={row} aria-hidden style={{ display: 'block', overflow: 'visible' }}>
      <rect
        x={0}
        y={top}
        width={Math.max(bar.value > 0 ? 1.5 : 0, x(bar.value))}
        height={height}
        rx={1}
        fill={colour}
        fillOpacity={isWeak ? 0.45 : 1}
        data-testid={`bar ${bar.severity}`}
      />
      {ticksOf(bar, data).map(({ kind, value }) => (
        <g key={kind} data-testid={kind}>
          {/* set off from a bar of its own colour */}
          <path
            d={`M${x(value)},${top - 2}v${height + 4}`}
            stroke={theme.colors.background.primary}
            strokeWidth={3.5}
          />
          <path
            d={`M${x(value)},${top - 2}v${height + 4}`}
            stroke={kind === 'noise floor' || kind === 'reference' ? theme.colors.text.primary : colours[kind].mark}
            strokeWidth={1.5}
          />
        </g>
      ))}
    </svg>
  );
}
