import type { TopLevelSpec } from 'vega-lite';
import type { Palette } from './palette.js';
import { PERFORMANCE_HEIGHT, PERFORMANCE_LEFT, PERFORMANCE_WIDTH } from './performanceTrendLayout.js';

export const PERFORMANCE_SIZE = {
  width: PERFORMANCE_LEFT + PERFORMANCE_WIDTH + 8,
  height: PERFORMANCE_HEIGHT + 34,
  left: PERFORMANCE_LEFT,
  top: 8,
} as const;

const pixels = (field: string) => ({ field, type: 'quantitative', scale: null, axis: null }) as const;
const hidden = { aria: false } as const;

/** A metric over the windows. Data sets: see `PerformanceDrawing`. */
export function performanceTrendSpec({
  current,
  reference,
  severity,
  band,
  line,
  muted,
  text,
}: Palette): TopLevelSpec {
  const letters = { type: 'text', ...hidden } as const;
  const detail = { field: 'run', type: 'nominal' } as const;
  const tip = { field: 'tip', type: 'nominal' } as const;
  return {
    width: PERFORMANCE_WIDTH,
    height: PERFORMANCE_HEIGHT,
    layer: [
      {
        data: { name: 'steps' },
        mark: { type: 'rule', stroke: line, ...hidden },
        encoding: { x: { value: 0 }, x2: { value: PERFORMANCE_WIDTH }, y: pixels('y') },
      },
      {
        data: { name: 'steps' },
        mark: { ...letters, align: 'right', baseline: 'middle', color: muted },
        encoding: { x: { value: -7 }, y: pixels('y'), text: { field: 'label', type: 'nominal' } },
      },
      {
        data: { name: 'band' },
        mark: { type: 'area', fill: current, fillOpacity: 0.45, ...hidden },
        encoding: { x: pixels('x'), y: pixels('y0'), y2: { field: 'y1' }, detail },
      },
      {
        data: { name: 'reference' },
        mark: { type: 'line', stroke: muted, strokeWidth: 1, strokeDash: [2, 3], ...hidden },
        encoding: { x: pixels('x'), y: pixels('y'), detail },
      },
      {
        data: { name: 'estimated' },
        mark: { type: 'line', stroke: muted, strokeWidth: 1, ...hidden },
        encoding: { x: pixels('x'), y: pixels('y'), detail },
      },
      {
        data: { name: 'estimated' },
        mark: { type: 'point', filled: true, size: 12, opacity: 1, fill: muted, stroke: null },
        encoding: { x: pixels('x'), y: pixels('y'), description: tip },
      },
      {
        data: { name: 'measured' },
        mark: { type: 'line', stroke: reference, strokeWidth: 1.5, ...hidden },
        encoding: { x: pixels('x'), y: pixels('y'), detail },
      },
      {
        data: { name: 'intervals' },
        mark: { type: 'rule', stroke: reference, strokeWidth: 1.5, ...hidden },
        encoding: { x: pixels('x'), y: pixels('y0'), y2: { field: 'y1' } },
      },
      {
        data: { name: 'measured' },
        mark: { type: 'point', filled: true, size: 46, opacity: 1, stroke: band.none, strokeWidth: 1 },
        encoding: {
          x: pixels('x'),
          y: pixels('y'),
          fill: {
            field: 'isWorse',
            type: 'nominal',
            scale: { domain: [false, true], range: [reference, severity.critical] },
            legend: null,
          },
          description: tip,
        },
      },
      {
        data: { name: 'extremes' },
        mark: { ...letters, baseline: 'alphabetic', color: text, fontWeight: 600 },
        encoding: { x: pixels('x'), y: pixels('y'), text: { field: 'label', type: 'nominal' } },
      },
      {
        data: { name: 'labels' },
        mark: { ...letters, baseline: 'top', color: muted },
        encoding: {
          x: pixels('x'),
          y: { value: PERFORMANCE_HEIGHT + 9 },
          text: { field: 'label', type: 'nominal' },
        },
      },
    ],
  };
}
