import type { TopLevelSpec } from 'vega-lite';
import type { Palette } from './palette.js';
import { TREND_LEFT, TREND_WIDTH } from './trendLayout.js';

const HEIGHT = 128;
export const TREND_SIZE = { width: 436, height: 168, left: TREND_LEFT, top: 14 } as const;

const pixels = (field: string) => ({ field, type: 'quantitative', scale: null, axis: null }) as const;
const hidden = { aria: false } as const;

/**
 * PSI over the windows on a square-root scale, so that thresholds at .1 stay apart while months score 10, over bands
 * of severity and the noise floor as a dashed line. Data sets: see `TrendDrawing`.
 */
export function trendSpec(palette: Palette): TopLevelSpec {
  const psi = (field: string) =>
    ({ field, type: 'quantitative', scale: { type: 'sqrt', nice: false, zero: true }, axis: null }) as const;
  const bySeverity = (colors: Readonly<Record<string, string>>) =>
    ({
      field: 'severity',
      type: 'nominal',
      scale: { domain: Object.keys(colors), range: Object.values(colors) },
      legend: null,
    }) as const;
  const text = { type: 'text', ...hidden } as const;
  const invalid = 'break-paths-filter-domains' as const;
  return {
    width: TREND_WIDTH,
    height: HEIGHT,
    resolve: { scale: { fill: 'independent' } },
    layer: [
      {
        data: { name: 'bands' },
        mark: { type: 'rect', stroke: null, ...hidden },
        encoding: {
          x: { value: 0 },
          x2: { value: TREND_WIDTH },
          y: psi('from'),
          y2: { field: 'to' },
          fill: bySeverity(palette.band),
        },
      },
      {
        data: { name: 'steps' },
        mark: { type: 'rule', stroke: palette.line, ...hidden },
        encoding: { y: psi('psi') },
      },
      {
        data: { name: 'steps' },
        mark: { ...text, align: 'right', baseline: 'middle', color: palette.muted },
        encoding: { x: { value: -7 }, y: psi('psi'), text: { field: 'label', type: 'nominal' } },
      },
      {
        data: { name: 'floor' },
        mark: { type: 'line', stroke: palette.muted, strokeWidth: 1, strokeDash: [3, 3], invalid, ...hidden },
        encoding: { x: pixels('x'), y: psi('psi') },
      },
      {
        data: { name: 'points' },
        mark: { type: 'line', stroke: palette.reference, strokeWidth: 1.5, invalid, ...hidden },
        encoding: { x: pixels('x'), y: psi('psi') },
      },
      {
        data: { name: 'points' },
        mark: { type: 'point', filled: true, size: 44, opacity: 1, stroke: null },
        encoding: {
          x: pixels('x'),
          y: psi('psi'),
          fill: bySeverity(palette.severity),
          description: { field: 'tip', type: 'nominal' },
        },
      },
      {
        data: { name: 'peak' },
        mark: { ...text, baseline: 'bottom', dy: -6, color: palette.text, fontWeight: 600 },
        encoding: { x: pixels('x'), y: psi('psi'), text: { field: 'label', type: 'nominal' } },
      },
      {
        data: { name: 'labels' },
        mark: { ...text, baseline: 'top', color: palette.muted },
        encoding: { x: pixels('x'), y: { value: HEIGHT + 9 }, text: { field: 'label', type: 'nominal' } },
      },
    ],
  };
}
