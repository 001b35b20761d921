import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TopLevelSpec } from 'vega-lite';
import { lightPalette, type Palette } from '../../../exporter/src/reports/pictures/palette.js';
import { renderSvg, type Panel } from '../../../exporter/src/reports/pictures/renderSvg.js';
import { pngOf } from '../../../exporter/src/server/pictures/pngOf.js';

export interface Point {
  readonly at: number;
  readonly value: number;
  /** Points of one line share its name. */
  readonly line: string;
}

export interface Curve {
  readonly title: string;
  readonly unit: string;
  readonly points: readonly Point[];
}

const WIDTH = 300;
const HEIGHT = 180;
const SPACING = 70;
const MARGIN = { left: 64, top: 40, right: 24, bottom: 36 };

const palettes: Readonly<Record<'light' | 'dark', { palette: Palette; background: string }>> = {
  light: { palette: lightPalette, background: '#ffffff' },
  dark: {
    palette: {
      ...lightPalette,
      text: '#e6eaf0',
      muted: '#9aa5b5',
      line: '#2c3543',
      reference: '#8fb4e8',
      current: '#f0b060',
    },
    background: '#11161d',
  },
};

/** Draws curves on logarithmic scales, two beside each other, as scale-light.png and scale-dark.png. */
export async function drawCurves(folder: string, curves: readonly Curve[]): Promise<void> {
  const rows = Math.ceil(curves.length / 2);
  const size = {
    width: MARGIN.left + 2 * WIDTH + SPACING + MARGIN.right,
    height: MARGIN.top + rows * HEIGHT + (rows - 1) * SPACING + MARGIN.bottom,
  };
  const description = curves.map(describe).join('; ');
  for (const [name, { palette, background }] of Object.entries(palettes)) {
    const svg = await renderSvg({ id: 'scale', spec: (colors) => spec(curves, colors) }, palette, {
      ...size,
      left: MARGIN.left,
      top: MARGIN.top,
      data: {},
      description,
    });
    const filled = svg.replace(
      /^<svg[^>]*>/,
      (tag) => `${tag}<rect width="100%" height="100%" fill="${background}"/>`,
    );
    await writeFile(join(folder, `scale-${name}.png`), await pngOf(filled));
  }
}

function describe({ title, unit, points }: Curve): string {
  return `${title}: ${points.map(({ at, value, line }) => `${line} at ${at}: ${value.toFixed(1)} ${unit}`).join(', ')}`;
}

function spec(curves: readonly Curve[], palette: Palette): TopLevelSpec {
  return {
    data: { values: [] },
    concat: curves.map((curve) => panel(curve, palette)),
    columns: 2,
    spacing: SPACING,
    // a panel's place is that of its plot; titles and axes lie in the space between
    bounds: 'flush',
    resolve: { scale: { x: 'independent', y: 'independent', color: 'independent' } },
  };
}

function panel({ title, unit, points }: Curve, palette: Palette): Panel {
  const names = [...new Set(points.map(({ line }) => line))];
  const last = names.map((name) => points.filter(({ line }) => line === name).at(-1));
  const color = {
    field: 'line',
    type: 'nominal',
    scale: { domain: names, range: [palette.reference, palette.current] },
    legend: null,
  } as const;
  const values = points.map(({ value }) => value);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const x = {
    field: 'at',
    type: 'quantitative' as const,
    scale: { type: 'log' as const, nice: false },
    axis: { title: null, grid: false, format: '~s', values: [...new Set(points.map(({ at }) => at))] },
  };
  const y = {
    field: 'value',
    type: 'quantitative' as const,
    // flat must look flat: at least a decade, though a curve may lie within less
    scale: { type: 'log' as const, domain: [least / 2, Math.max(most * 2, least * 10)] },
    axis: { title: null, tickCount: 4, format: '~s' },
  };
  return {
    width: WIDTH,
    height: HEIGHT,
    title: {
      text: `${title}, ${unit}`,
      anchor: 'start',
      color: palette.text,
      fontSize: 12,
      font: palette.font,
      offset: 12,
    },
    layer: [
      {
        data: { values: [...points] },
        mark: { type: 'line', strokeWidth: 2, point: { size: 30 } },
        encoding: { x, y, color },
      },
      {
        data: { values: last.flatMap((point) => point ?? []) },
        mark: { type: 'text', align: 'right', dy: -9, fontSize: 11, color: palette.text },
        encoding: { x, y, text: { field: 'line', type: 'nominal' } },
      },
    ],
  };
}
