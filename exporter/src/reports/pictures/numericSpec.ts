import type { TopLevelSpec } from 'vega-lite';
import { HISTOGRAM_WIDTH, SLOT } from './numericLayout.js';
import type { Palette } from './palette.js';
import type { Panel } from './renderSvg.js';

export const NUMERIC_SIZE = { width: 436, height: 254, left: 40, top: 22 } as const;
const HEIGHT = { histogram: 138, contributions: 44 };

const pixels = (field: string) => ({ field, type: 'quantitative', scale: null, axis: null }) as const;
const hidden = { aria: false } as const;

/**
 * The picture of a numeric feature: current rows filled and reference rows as an outline above, each PSI cell's part
 * of the score below, and beside them what has no place on the axis. Data sets: see `NumericDrawing`.
 */
export function numericSpec(palette: Palette): TopLevelSpec {
  const density = (field: string) =>
    ({
      field,
      type: 'quantitative',
      scale: { nice: false, zero: true },
      axis: { tickCount: 3, format: '~%', title: null },
    }) as const;
  const reach = (field: string) =>
    ({
      data: { name: 'frame' },
      mark: { type: 'point', opacity: 0, size: 0, ...hidden },
      encoding: { x: { value: 0 }, y: density(field) },
    }) as const;
  const caption = (text: string | { readonly field: string }) =>
    ({
      data: { name: 'captions' },
      mark: { type: 'text', align: 'left', baseline: 'bottom', color: palette.muted, ...hidden },
      encoding: {
        x: { value: 0 },
        y: { value: -7 },
        text: typeof text === 'string' ? { value: text } : { ...text, type: 'nominal' },
      },
    }) as const;
  const hover = (x0: string, x1: string, data: string, height: number) =>
    ({
      data: { name: data },
      mark: { type: 'rect', fill: palette.current, fillOpacity: 0, stroke: null },
      encoding: {
        x: pixels(x0),
        x2: { field: x1 },
        y: { value: 0 },
        y2: { value: height },
        description: { field: 'tip', type: 'nominal' },
      },
    }) as const;
  const text = { type: 'text', baseline: 'top', color: palette.muted, ...hidden } as const;

  const histogram: Panel = {
    width: HISTOGRAM_WIDTH,
    height: HEIGHT.histogram,
    layer: [
      reach('density'),
      caption({ field: 'density' }),
      {
        data: { name: 'bins' },
        // The stroke closes the hairlines that show between neighbours.
        mark: { type: 'rect', fill: palette.current, stroke: palette.current, strokeWidth: 0.5, ...hidden },
        encoding: { x: pixels('x0'), x2: { field: 'x1' }, y: density('y'), y2: { datum: 0 } },
      },
      {
        data: { name: 'outline' },
        mark: {
          type: 'line',
          interpolate: 'step-after',
          stroke: palette.reference,
          strokeWidth: 1.5,
          ...hidden,
        },
        encoding: { x: pixels('x'), y: density('y'), order: { field: 'order', type: 'quantitative' } },
      },
      {
        data: { name: 'ticks' },
        mark: { type: 'rule', stroke: palette.muted, ...hidden },
        encoding: { x: pixels('x'), y: { value: HEIGHT.histogram }, y2: { value: HEIGHT.histogram + 4 } },
      },
      {
        data: { name: 'ticks' },
        mark: text,
        encoding: {
          x: pixels('x'),
          y: { value: HEIGHT.histogram + 7 },
          text: { field: 'label', type: 'nominal' },
        },
      },
      hover('x0', 'x1', 'bins', HEIGHT.histogram),
    ],
  };
  const psi = (field: string) =>
    ({
      field,
      type: 'quantitative',
      scale: { nice: false, zero: true },
      axis: { tickCount: 2, format: '~g', title: null },
    }) as const;
  const contributions: Panel = {
    width: HISTOGRAM_WIDTH,
    height: HEIGHT.contributions,
    layer: [
      {
        data: { name: 'frame' },
        mark: { type: 'point', opacity: 0, size: 0, ...hidden },
        encoding: { x: { value: 0 }, y: psi('psi') },
      },
      caption('contribution to PSI'),
      {
        data: { name: 'cells' },
        mark: { type: 'rect', stroke: palette.reference, strokeWidth: 0.75, ...hidden },
        encoding: {
          x: pixels('x0'),
          x2: { field: 'x1' },
          y: psi('psi'),
          y2: { datum: 0 },
          fill: {
            field: 'more',
            type: 'nominal',
            scale: { domain: [true, false], range: [palette.current, 'transparent'] },
            legend: null,
          },
        },
      },
      hover('x0', 'x1', 'cells', HEIGHT.contributions),
    ],
  };
  const side: Panel = {
    width: 3 * SLOT,
    height: HEIGHT.histogram,
    layer: [
      caption('off the axis'),
      {
        data: { name: 'outer' },
        mark: { type: 'rect', fill: palette.current, stroke: null, ...hidden },
        encoding: { x: pixels('x0'), x2: { field: 'x1' }, y: whole('current'), y2: { datum: 0 } },
      },
      {
        data: { name: 'outer' },
        mark: { type: 'rect', fill: null, stroke: palette.reference, strokeWidth: 1.5, ...hidden },
        encoding: { x: pixels('x0'), x2: { field: 'x1' }, y: whole('reference'), y2: { datum: 0 } },
      },
      {
        data: { name: 'outer' },
        mark: { ...text, baseline: 'bottom', dy: -3, color: palette.text },
        encoding: { x: pixels('middle'), y: { ...whole('top') }, text: { field: 'value', type: 'nominal' } },
      },
      {
        data: { name: 'outer' },
        mark: text,
        encoding: {
          x: pixels('middle'),
          y: { value: HEIGHT.histogram + 7 },
          text: { field: 'label', type: 'nominal' },
        },
      },
      hover('x0', 'x1', 'outer', HEIGHT.histogram),
    ],
  };
  return {
    columns: 2,
    align: 'each',
    bounds: 'flush',
    spacing: { row: 46, column: 18 },
    concat: [histogram, side, contributions],
  };
}

/** Off the axis, heights are shares of all rows, so that half a panel is half the rows. */
function whole(field: string) {
  return {
    field,
    type: 'quantitative',
    scale: { domainMin: 0, domainMax: 1, nice: false },
    axis: null,
  } as const;
}
