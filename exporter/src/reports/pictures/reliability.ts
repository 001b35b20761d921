import type { ReliabilityPoint } from '../../detection/performance/reliability.js';
import { pagePalette, type Palette } from './palette.js';
import { reliabilityLayout } from './reliabilityLayout.js';
import { RELIABILITY_SIZE, reliabilitySpec } from './reliabilitySpec.js';
import { renderSvg, type Template } from './renderSvg.js';

const template: Template = { id: 'reliability', spec: reliabilitySpec };

/** What scores promised, and what came, as SVG. */
export function reliabilitySvg(
  points: readonly ReliabilityPoint[],
  description: string,
  palette: Palette = pagePalette,
): Promise<string> {
  const data = { ...reliabilityLayout(points) };
  return renderSvg(template, palette, { ...RELIABILITY_SIZE, description, data });
}
