import { pagePalette, type Palette } from './palette.js';
import { performanceTrendLayout, type PerformancePoint } from './performanceTrendLayout.js';
import { PERFORMANCE_SIZE, performanceTrendSpec } from './performanceTrendSpec.js';
import { renderSvg, type Template } from './renderSvg.js';

export interface PerformanceTrendOptions {
  /** Writes a value of the metric. */
  readonly format: (value: number) => string;
  readonly description: string;
  readonly palette?: Palette;
}

const template: Template = { id: 'performance', spec: performanceTrendSpec };

/** One metric over the windows, as SVG. */
export function performanceTrendSvg(
  points: readonly PerformancePoint[],
  { format, description, palette = pagePalette }: PerformanceTrendOptions,
): Promise<string> {
  const data = { ...performanceTrendLayout(points, format) };
  return renderSvg(template, palette, { ...PERFORMANCE_SIZE, description, data });
}
