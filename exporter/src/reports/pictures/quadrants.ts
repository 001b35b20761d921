import { pagePalette, type Palette } from './palette.js';
import { quadrantsLayout, type QuadrantPoint } from './quadrantsLayout.js';
import { QUADRANTS_SIZE, quadrantsSpec } from './quadrantsSpec.js';
import { renderSvg, type Template } from './renderSvg.js';

const template: Template = { id: 'quadrants', spec: quadrantsSpec };

/** Features by drift and importance, as SVG. @param threshold drift from which it counts as one */
export function quadrantsSvg(
  points: readonly QuadrantPoint[],
  threshold: number,
  description: string,
  palette: Palette = pagePalette,
): Promise<string> {
  const data = { ...quadrantsLayout(points, threshold) };
  return renderSvg(template, palette, { ...QUADRANTS_SIZE, description, data });
}
