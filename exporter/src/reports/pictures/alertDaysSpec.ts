import type { TopLevelSpec } from 'vega-lite';
import { DAYS_WIDTH } from './alertDaysLayout.js';
import type { Palette } from './palette.js';

/** Room below the rows, for the days. */
export const DAYS_BOTTOM = 26;

const pixels = (field: string) => ({ field, type: 'quantitative', scale: null, axis: null }) as const;
const hidden = { aria: false } as const;

/** Alerts by day: a row a feature, coloured while an alert fires, a triangle where one began. Data sets: see `AlertDaysDrawing`. */
export function alertDaysSpec({ severity, band, line, muted, text, reference }: Palette): TopLevelSpec {
  const letters = { type: 'text', ...hidden } as const;
  const tip = { field: 'tip', type: 'nominal' } as const;
  return {
    width: DAYS_WIDTH,
    height: 1,
    layer: [
      {
        data: { name: 'ticks' },
        mark: { type: 'rule', stroke: line, ...hidden },
        encoding: { x: pixels('x'), y: { value: 0 }, y2: pixels('bottom') },
      },
      {
        data: { name: 'ticks' },
        mark: { ...letters, align: 'left', baseline: 'top', dy: 8, color: muted },
        encoding: { x: pixels('x'), y: pixels('bottom'), text: { field: 'label', type: 'nominal' } },
      },
      {
        data: { name: 'rows' },
        mark: { type: 'rule', stroke: line, ...hidden },
        encoding: { x: { value: 0 }, x2: { value: DAYS_WIDTH }, y: pixels('line') },
      },
      {
        data: { name: 'rows' },
        mark: { ...letters, align: 'right', baseline: 'middle', color: text, fontSize: 12 },
        encoding: { x: { value: -12 }, y: pixels('y'), text: { field: 'label', type: 'nominal' } },
      },
      {
        data: { name: 'cells' },
        mark: { type: 'rect', stroke: null },
        encoding: {
          x: pixels('x0'),
          x2: { field: 'x1' },
          y: pixels('y0'),
          y2: { field: 'y1' },
          fill: {
            field: 'severity',
            type: 'nominal',
            scale: {
              domain: ['significant', 'critical'],
              range: [severity.significant, severity.critical],
            },
            legend: null,
          },
          description: tip,
        },
      },
      {
        data: { name: 'starts' },
        mark: {
          type: 'point',
          shape: 'triangle-right',
          filled: true,
          size: 80,
          opacity: 1,
          fill: reference,
          // seen on every colour
          stroke: band.none,
          strokeWidth: 1.5,
        },
        encoding: { x: pixels('x'), y: pixels('y'), description: tip },
      },
    ],
  };
}
