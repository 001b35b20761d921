import { useTheme2 } from '@grafana/ui';
import React, { useId } from 'react';
import { paletteOf } from '../../drawing/palette';
import type { BarRow, BarsDrawing, Box } from './drawing';
import { Hatching } from './Hatching';
import { fittingText, FONT_SIZE } from './textWidth';
import { Triangle } from './Triangle';

interface BarsPlotProps {
  readonly drawing: BarsDrawing;
  readonly active: number | undefined;
  readonly width: number;
}

/** A categorical feature: a bar a category, those that changed most on top. */
export function BarsPlot({ drawing, active, width }: BarsPlotProps) {
  const theme = useTheme2();
  const hatching = useId();
  const { plot, parts, changeRight, xTicks, rows } = drawing;
  const bottom = plot.top + plot.height;
  return (
    <g fontSize={FONT_SIZE} fontFamily={theme.typography.fontFamily} fill={theme.colors.text.secondary}>
      <Hatching id={hatching} />
      <text x={plot.left} y={FONT_SIZE}>
        share of values
      </text>
      {changeRight !== undefined && (
        <text x={changeRight} y={FONT_SIZE} textAnchor="end">
          points
        </text>
      )}
      {parts && (
        <text x={parts.left} y={FONT_SIZE}>
          adds to PSI
        </text>
      )}
      {parts && (
        <text x={parts.left + parts.width} y={bottom + FONT_SIZE + 5} textAnchor="end">
          {drawing.partsPeak}
        </text>
      )}
      {xTicks.map(({ at, text }) => (
        <g key={text}>
          <line x1={at} x2={at} y1={plot.top} y2={bottom} stroke={theme.colors.border.weak} />
          <text x={at} y={bottom + FONT_SIZE + 5} textAnchor="middle">
            {text}
          </text>
        </g>
      ))}
      {rows.map((row, index) => (
        <g key={index}>
          {index === active && (
            <rect x={0} width={width} y={row.top} height={row.height} fill={theme.colors.text.primary} opacity={0.1} />
          )}
          <Row row={row} drawing={drawing} hatching={hatching} />
        </g>
      ))}
      <line x1={plot.left} x2={plot.left} y1={plot.top} y2={bottom} stroke={theme.colors.text.secondary} />
      {parts && <line x1={parts.left} x2={parts.left} y1={plot.top} y2={bottom} stroke={theme.colors.text.secondary} />}
    </g>
  );
}

interface RowProps {
  readonly row: BarRow;
  readonly drawing: BarsDrawing;
  readonly hatching: string;
}

function Row({ row, drawing, hatching }: RowProps) {
  const theme = useTheme2();
  const palette = paletteOf(theme);
  const { reference, current, part, mark } = row;
  const middle = row.top + row.height / 2;
  return (
    <>
      <foreignObject x={0} y={row.top} width={Math.max(0, drawing.labelWidth - 6)} height={row.height}>
        <div
          dir="auto"
          title={row.label}
          style={{
            height: row.height,
            lineHeight: `${row.height}px`,
            overflow: 'hidden',
            textOverflow: 'ellipsis',
            whiteSpace: 'nowrap',
            textAlign: 'right',
            fontStyle: row.isSummed ? 'italic' : undefined,
            color: row.isSummed ? theme.colors.text.secondary : theme.colors.text.primary,
          }}
        >
          {row.label}
        </div>
      </foreignObject>
      {current && <rect {...rectangle(current)} fill={palette.current} />}
      {current && row.isSummed && <rect {...rectangle(current)} fill={`url(#${hatching})`} />}
      {reference && <rect {...rectangle(reference)} fill="none" stroke={palette.reference} strokeWidth={1.5} />}
      {row.text !== '' && (
        <text x={drawing.plot.left + 6} y={middle} dy="0.35em" fontStyle="italic">
          {fittingText(row.text, drawing.plot.width - 6)}
        </text>
      )}
      {drawing.changeRight !== undefined && (
        <text
          x={drawing.changeRight}
          y={middle}
          dy="0.35em"
          textAnchor="end"
          style={{ fontVariantNumeric: 'tabular-nums' }}
        >
          {row.change}
        </text>
      )}
      {part && (
        <rect
          {...rectangle(part)}
          fill={part.more ? palette.current : 'none'}
          stroke={palette.reference}
          strokeWidth={0.75}
        />
      )}
      {mark && <Triangle {...mark} />}
    </>
  );
}

function rectangle({ left, top, width, height }: Box) {
  return { x: left, y: top, width, height };
}
