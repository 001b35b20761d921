import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TopLevelSpec } from 'vega-lite';
import { lightPalette, type Palette } from '../../../../exporter/src/reports/pictures/palette.js';
import { renderSvg } from '../../../../exporter/src/reports/pictures/renderSvg.js';
import type { Said } from './reliability.js';

const SIZE = 280;
const MARGIN = { left: 64, right: 24, top: 40, bottom: 52 };

const palettes: Readonly<Record<'light' | 'dark', { palette: Palette; background: string; color: string }>> =
  {
    light: { palette: lightPalette, background: '#ffffff', color: '#b3541e' },
    dark: {
      palette: { ...lightPalette, text: '#e6eaf0', muted: '#9aa5b5', line: '#2c3543' },
      background: '#11161d',
      color: '#f0b060',
    },
  };

/** Draws what was said against what was so as detection-reliability-light.svg and detection-reliability-dark.svg. */
export async function drawReliability(folder: string, all: readonly Said[]): Promise<void> {
  const description = all
    .map(({ said, share }) => `said ${(said * 100).toFixed(1)} %, changed ${(share * 100).toFixed(1)} %`)
    .join('; ');
  for (const name of ['light', 'dark'] as const) {
    const { palette, background, color } = palettes[name];
    const svg = await renderSvg(
      { id: `reliability ${name}`, spec: (own) => spec(all, own, color) },
      palette,
      {
        width: MARGIN.left + SIZE + MARGIN.right,
        height: MARGIN.top + SIZE + MARGIN.bottom,
        ...{ left: MARGIN.left, top: MARGIN.top, data: {}, description },
      },
    );
    const filled = svg.replace(
      /^<svg[^>]*>/,
      (tag) => `${tag}<rect width="100%" height="100%" fill="${background}"/>`,
    );
    await writeFile(join(folder, `detection-reliability-${name}.svg`), `${filled}\n`);
  }
}

function spec(all: readonly Said[], palette: Palette, color: string): TopLevelSpec {
  const axis = { titleColor: palette.muted, format: '.0%', tickCount: 5 };
  const scale = { domain: [0, 1] };
  const x = {
    field: 'said',
    type: 'quantitative' as const,
    scale,
    axis: { ...axis, title: 'probability said', grid: false },
  };
  const y = {
    field: 'share',
    type: 'quantitative' as const,
    scale,
    axis: { ...axis, title: 'share that has changed' },
  };
  return {
    data: { values: [] },
    width: SIZE,
    height: SIZE,
    title: {
      text: 'Probability said, and share changed',
      anchor: 'start',
      color: palette.text,
      fontSize: 12,
      font: palette.font,
      offset: 12,
    },
    layer: [
      {
        data: {
          values: [
            { said: 0, share: 0 },
            { said: 1, share: 1 },
          ],
        },
        mark: { type: 'line', strokeWidth: 1, strokeDash: [4, 4], color: palette.muted },
        encoding: { x, y },
      },
      {
        data: { values: [...all] },
        mark: { type: 'rule', strokeWidth: 1, color },
        encoding: { x, y: { ...y, field: 'low' }, y2: { field: 'high' } },
      },
      {
        data: { values: [...all] },
        mark: { type: 'line', strokeWidth: 2, point: { size: 40, color, filled: true }, color },
        encoding: { x, y },
      },
    ],
  };
}
