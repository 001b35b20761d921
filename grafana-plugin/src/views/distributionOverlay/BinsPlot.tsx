import { useTheme2 } from '@grafana/ui';
import React, { useId } from 'react';
import { paletteOf } from '../../drawing/palette';
import type { BinsDrawing, Box, Slot } from './drawing';
import { Hatching } from './Hatching';
import { FONT_SIZE } from './textWidth';
import { Triangle } from './Triangle';

interface BinsPlotProps {
  readonly drawing: BinsDrawing;
  readonly active: number | undefined;
}

/** A numeric feature: current values filled, the reference as outline, beside them what has no place on the axis. */
export function BinsPlot({ drawing, active }: BinsPlotProps) {
  const theme = useTheme2();
  const palette = paletteOf(theme);
  const hatching = useId();
  const { plot, parts, xTicks, yTicks, slots, axisTop } = drawing;
  const bottom = plot.top + plot.height;
  const grid = theme.colors.border.weak;
  const axisLeft = Math.min(plot.left, ...slots.map(({ track }) => track.left));
  const hit = drawing.hits.find(({ cell }) => cell === active);
  return (
    <g fontSize={FONT_SIZE} fontFamily={theme.typography.fontFamily} fill={theme.colors.text.secondary}>
      <Hatching id={hatching} />
      <text x={axisLeft} y={FONT_SIZE}>
        {drawing.caption}
      </text>
      {yTicks.map(({ at, text }) => (
        <g key={text}>
          <line x1={plot.left} x2={plot.left + plot.width} y1={at} y2={at} stroke={grid} />
          <text x={axisLeft - 6} y={at} dy="0.32em" textAnchor="end">
            {text}
          </text>
        </g>
      ))}
      {hit && (
        <rect
          x={hit.from}
          width={Math.max(1, hit.to - hit.from)}
          y={plot.top}
          height={axisTop - plot.top}
          fill={theme.colors.text.primary}
          opacity={0.1}
        />
      )}
      {drawing.current && <path d={drawing.current} fill={palette.current} />}
      {slots.map((slot, index) => (
        <SlotBars key={index} slot={slot} axisTop={axisTop} hatching={hatching} />
      ))}
      {drawing.reference && <path d={drawing.reference} fill="none" stroke={palette.reference} strokeWidth={1.5} />}
      <line x1={plot.left} x2={plot.left + plot.width} y1={bottom} y2={bottom} stroke={theme.colors.text.secondary} />
      {parts && <Parts parts={parts} axisLeft={axisLeft} />}
      {xTicks.map(({ at, text }) => (
        <g key={text}>
          <line x1={at} x2={at} y1={axisTop} y2={axisTop + 4} stroke={theme.colors.text.secondary} />
          <text x={at} y={axisTop + FONT_SIZE + 5} textAnchor="middle">
            {text}
          </text>
        </g>
      ))}
    </g>
  );
}

function SlotBars({
  slot,
  axisTop,
  hatching,
}: {
  readonly slot: Slot;
  readonly axisTop: number;
  readonly hatching: string;
}) {
  const theme = useTheme2();
  const palette = paletteOf(theme);
  const { track, reference, current } = slot;
  const middle = track.left + track.width / 2;
  const bar = reference ?? current;
  return (
    <g>
      {bar && (
        <rect
          x={bar.left}
          width={bar.width}
          y={track.top}
          height={track.height}
          fill={theme.colors.background.secondary}
        />
      )}
      {current && <rect {...rectangle(current)} fill={palette.current} />}
      {current && slot.isMissing && <rect {...rectangle(current)} fill={`url(#${hatching})`} />}
      {reference && <rect {...rectangle(reference)} fill="none" stroke={palette.reference} strokeWidth={1.5} />}
      <text x={middle} y={slot.valueTop} textAnchor="middle" fill={theme.colors.text.primary}>
        {slot.value}
      </text>
      <text
        x={middle}
        y={axisTop + FONT_SIZE + 5}
        textAnchor="middle"
        fontStyle={slot.isMissing ? 'italic' : undefined}
      >
        {slot.label}
      </text>
    </g>
  );
}

function Parts({ parts, axisLeft }: { readonly parts: NonNullable<BinsDrawing['parts']>; readonly axisLeft: number }) {
  const theme = useTheme2();
  const palette = paletteOf(theme);
  const { box, top, bars, marks } = parts;
  const base = box.top + box.height;
  return (
    <g>
      <text x={axisLeft} y={box.top - 4}>
        adds to PSI
      </text>
      <text x={axisLeft - 6} y={top.at} dy="0.7em" textAnchor="end">
        {top.text}
      </text>
      {[true, false].map((more) => (
        <path
          key={String(more)}
          d={bars
            .filter((bar) => bar.more === more)
            .map(rectanglePath)
            .join('')}
          fill={more ? palette.current : 'none'}
          stroke={palette.reference}
          strokeWidth={0.75}
        />
      ))}
      {marks.map((mark, index) => (
        <Triangle key={index} {...mark} />
      ))}
      <line x1={box.left} x2={box.left + box.width} y1={base} y2={base} stroke={theme.colors.text.secondary} />
    </g>
  );
}

function rectangle({ left, top, width, height }: Box) {
  return { x: left, y: top, width, height };
}

function rectanglePath({ left, top, width, height }: Box): string {
  return `M${left},${top}h${width}v${height}h${-width}Z`;
}
