import type { Thresholds } from '../reportFormat.js';
import { pagePalette } from './palette.js';
import type { Palette } from './palette.js';
import { renderSvg } from './renderSvg.js';
import type { Template } from './renderSvg.js';
import { trendLayout } from './trendLayout.js';
import type { TrendPoint } from './trendLayout.js';
import { TREND_SIZE, trendSpec } from './trendSpec.js';

export interface TrendOptions {
  readonly palette?: Palette;
  readonly description?: string;
}

const template: Template = { id: 'trend', spec: trendSpec };

/** PSI of one feature over the windows, as SVG. */
export async function trendSvg(
  trend: readonly TrendPoint[],
  thresholds: Thresholds,
  options: TrendOptions = {},
): Promise<string> {
  const { palette = pagePalette, description = 'PSI over the windows' } = options;
  const data = { ...trendLayout(trend, thresholds) };
  return renderSvg(template, palette, { ...TREND_SIZE, description, data });
}
