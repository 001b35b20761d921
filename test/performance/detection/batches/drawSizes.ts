import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TopLevelSpec } from 'vega-lite';
import { lightPalette, type Palette } from '../../../../exporter/src/reports/pictures/palette.js';
import { renderSvg, type Panel } from '../../../../exporter/src/reports/pictures/renderSvg.js';

/** A rule's mean of hit rate and quiet rate at a number of rows, between 0 and 1. */
export interface Point {
  readonly rows: number;
  readonly rule: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

export interface Sizes {
  readonly title: string;
  readonly points: readonly Point[];
}

const WIDTH = 300;
const HEIGHT = 240;
/** Room for the names at the lines' ends. */
const NAMES = 150;
const MARGIN = { left: 56, top: 40, bottom: 44 };
const LOWEST = 0.45;
/** Names are so far apart, in pixels. */
const LINE = 15;

const colors = {
  light: ['#b3541e', '#1f5fa8', '#5b7f3a', '#7a4fa3', '#5f6b7a'],
  dark: ['#f0b060', '#8fb4e8', '#a8cf7f', '#c7a3ec', '#9aa5b5'],
};
const palettes: Readonly<Record<'light' | 'dark', { palette: Palette; background: string }>> = {
  light: { palette: lightPalette, background: '#ffffff' },
  dark: {
    palette: { ...lightPalette, text: '#e6eaf0', muted: '#9aa5b5', line: '#2c3543' },
    background: '#11161d',
  },
};

/** Draws panels side by side as detection-batches-light.svg and detection-batches-dark.svg. */
export async function drawSizes(folder: string, panels: readonly Sizes[]): Promise<void> {
  const size = {
    width: MARGIN.left + panels.length * (WIDTH + NAMES),
    height: MARGIN.top + HEIGHT + MARGIN.bottom,
  };
  const description = panels
    .map(
      ({ title, points }) =>
        `${title}: ${points.map(({ rule, rows, value }) => `${rule} at ${rows} rows ${(value * 100).toFixed(1)} %`).join(', ')}`,
    )
    .join('; ');
  for (const name of ['light', 'dark'] as const) {
    const { palette, background } = palettes[name];
    const svg = await renderSvg(
      { id: `batches ${name}`, spec: (own) => spec(panels, own, colors[name]) },
      palette,
      { ...size, left: MARGIN.left, top: MARGIN.top, data: {}, description },
    );
    const filled = svg.replace(
      /^<svg[^>]*>/,
      (tag) => `${tag}<rect width="100%" height="100%" fill="${background}"/>`,
    );
    await writeFile(join(folder, `detection-batches-${name}.svg`), `${filled}\n`);
  }
}

function spec(panels: readonly Sizes[], palette: Palette, range: readonly string[]): TopLevelSpec {
  return {
    data: { values: [] },
    concat: panels.map((one) => panel(one, palette, range)),
    columns: panels.length,
    spacing: NAMES,
    bounds: 'flush',
    resolve: { scale: { x: 'independent', y: 'independent', color: 'independent' } },
  };
}

function panel({ title, points }: Sizes, palette: Palette, range: readonly string[]): Panel {
  const names = [...new Set(points.map(({ rule }) => rule))];
  const color = {
    field: 'rule',
    type: 'nominal',
    scale: { domain: names, range: [...range] },
    legend: null,
  } as const;
  const x = {
    field: 'rows',
    type: 'quantitative' as const,
    scale: { type: 'log' as const, nice: false },
    axis: {
      title: 'rows',
      titleColor: palette.muted,
      grid: false,
      format: '~s',
      values: [...new Set(points.map(({ rows }) => rows))],
    },
  };
  const scale = { domain: [LOWEST, 1.005], zero: false, nice: false };
  const y = {
    field: 'value',
    type: 'quantitative' as const,
    scale,
    axis: { title: null, tickCount: 6, format: '.0%' },
  };
  return {
    width: WIDTH,
    height: HEIGHT,
    title: {
      text: title,
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
        data: { values: [...points] },
        mark: { type: 'rule', strokeWidth: 1 },
        encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' }, color },
      },
      {
        data: { values: ends(points, names) },
        mark: { type: 'text', align: 'left', dx: 8, fontSize: 11 },
        encoding: { x, y: { ...y, field: 'at' }, text: { field: 'rule', type: 'nominal' }, color },
      },
    ],
  };
}

/** Where the names go: at the lines' ends, but one below another. */
function ends(
  points: readonly Point[],
  names: readonly string[],
): { rule: string; rows: number; at: number }[] {
  const gap = (LINE / HEIGHT) * (1.005 - LOWEST);
  const last = names
    .flatMap((rule) => points.filter((point) => point.rule === rule).slice(-1))
    .sort((a, b) => b.value - a.value);
  let above = Infinity;
  return last.map(({ rule, rows, value }) => {
    const at = Math.min(value, above - gap);
    above = at;
    return { rule, rows, at };
  });
}
