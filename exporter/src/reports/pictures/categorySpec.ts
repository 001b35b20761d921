import type { TopLevelSpec } from 'vega-lite';
import { ROW } from './categoryLayout.js';
import type { Palette } from './palette.js';
import type { Panel } from './renderSvg.js';

/** `height` of the whole is `top` and a row a bar. */
export const CATEGORY_SIZE = { width: 436, left: 128, top: 22, bottom: 4, gap: 110 } as const;
/** The gap has room for `<0.01 % → >99.9 %`. */
const WIDTH = { shares: 136, contributions: 58 };

const pixels = (field: string) => ({ field, type: 'quantitative', scale: null, axis: null }) as const;
const hidden = { aria: false } as const;

/**
 * The picture of a categorical feature: a bar a category, current rows filled and reference rows as an outline, and
 * beside it each category's part of PSI. Data sets: see `CategoryDrawing`.
 */
export function categorySpec(palette: Palette): TopLevelSpec {
  const along = (field: string) =>
    ({ field, type: 'quantitative', scale: { nice: false, zero: true }, axis: null }) as const;
  const rows = { y: pixels('y0'), y2: { field: 'y1' } } as const;
  const bars = { name: 'bars' } as const;
  const caption = (text: string) =>
    ({
      data: { name: 'captions' },
      mark: { type: 'text', align: 'left', baseline: 'bottom', color: palette.muted, ...hidden },
      encoding: { x: { value: 0 }, y: { value: -7 }, text: { value: text } },
    }) as const;
  const reach = (field: string) =>
    ({
      data: { name: 'frame' },
      mark: { type: 'point', opacity: 0, size: 0, ...hidden },
      encoding: { x: along(field), y: { value: 0 } },
    }) as const;
  const text = { type: 'text', baseline: 'middle', ...hidden } as const;
  const hover = (from: number, to: number) =>
    ({
      data: bars,
      mark: { type: 'rect', fill: palette.current, fillOpacity: 0, stroke: null },
      encoding: {
        ...rows,
        x: { value: from },
        x2: { value: to },
        description: { field: 'tip', type: 'nominal' },
      },
    }) as const;

  const shares: Panel = {
    width: WIDTH.shares,
    height: ROW,
    layer: [
      reach('share'),
      caption('share of rows'),
      {
        data: bars,
        mark: { ...text, align: 'right' },
        encoding: {
          x: { value: -9 },
          y: pixels('middle'),
          text: { field: 'label', type: 'nominal' },
          color: {
            field: 'aggregate',
            type: 'nominal',
            scale: { domain: [false, true], range: [palette.text, palette.muted] },
            legend: null,
          },
        },
      },
      {
        data: bars,
        mark: { type: 'rect', fill: palette.current, stroke: null, ...hidden },
        encoding: { ...rows, x: along('current'), x2: { datum: 0 } },
      },
      {
        data: bars,
        mark: { type: 'rect', fill: null, stroke: palette.reference, strokeWidth: 1.5, ...hidden },
        encoding: { ...rows, x: along('reference'), x2: { datum: 0 } },
      },
      {
        data: bars,
        mark: { ...text, align: 'left', color: palette.muted },
        encoding: {
          x: { value: WIDTH.shares + 8 },
          y: pixels('middle'),
          text: { field: 'change', type: 'nominal' },
        },
      },
      hover(-CATEGORY_SIZE.left, WIDTH.shares + CATEGORY_SIZE.gap - 8),
    ],
  };
  const contributions: Panel = {
    width: WIDTH.contributions,
    height: ROW,
    layer: [
      reach('psi'),
      caption('adds to PSI'),
      {
        data: bars,
        mark: { type: 'rect', stroke: palette.reference, strokeWidth: 0.75, ...hidden },
        encoding: {
          ...rows,
          x: along('psi'),
          x2: { datum: 0 },
          fill: {
            field: 'more',
            type: 'nominal',
            scale: { domain: [true, false], range: [palette.current, 'transparent'] },
            legend: null,
          },
        },
      },
      hover(0, WIDTH.contributions),
    ],
  };
  return {
    align: 'each',
    spacing: CATEGORY_SIZE.gap,
    bounds: 'flush',
    columns: 2,
    concat: [shares, contributions],
  };
}
