import type { TopLevelSpec } from 'vega-lite';
import type { Palette } from './palette.js';
import { QUADRANTS_HEIGHT, QUADRANTS_WIDTH } from './quadrantsLayout.js';

export const QUADRANTS_SIZE = {
  width: QUADRANTS_WIDTH + 52,
  height: QUADRANTS_HEIGHT + 68,
  left: 40,
  top: 24,
} as const;

const pixels = (field: string) => ({ field, type: 'quantitative', scale: null, axis: null }) as const;
const hidden = { aria: false } as const;

/** Drift by importance. Data sets: see `QuadrantsDrawing`. */
export function quadrantsSpec({ reference, severity, band, line, muted, text }: Palette): TopLevelSpec {
  const letters = { type: 'text', ...hidden } as const;
  const label = { field: 'label', type: 'nominal' } as const;
  const one = { values: [{}] };
  const caption = (said: string, x: number, y: number, align: 'left' | 'center') =>
    ({
      data: one,
      mark: { ...letters, align, baseline: 'bottom', color: muted },
      encoding: { x: { value: x }, y: { value: y }, text: { value: said } },
    }) as const;
  return {
    width: QUADRANTS_WIDTH,
    height: QUADRANTS_HEIGHT,
    layer: [
      {
        data: one,
        mark: { type: 'rect', fill: band.critical, stroke: null, ...hidden },
        encoding: {
          x: { value: QUADRANTS_WIDTH / 2 },
          x2: { value: QUADRANTS_WIDTH },
          y: { value: 0 },
          y2: { value: QUADRANTS_HEIGHT / 2 },
        },
      },
      {
        data: one,
        mark: { type: 'rect', fill: null, stroke: line, ...hidden },
        encoding: {
          x: { value: 0 },
          x2: { value: QUADRANTS_WIDTH },
          y: { value: 0 },
          y2: { value: QUADRANTS_HEIGHT },
        },
      },
      {
        data: one,
        mark: { type: 'rule', stroke: muted, strokeDash: [3, 3], ...hidden },
        encoding: {
          x: { value: QUADRANTS_WIDTH / 2 },
          y: { value: 0 },
          y2: { value: QUADRANTS_HEIGHT },
        },
      },
      {
        data: one,
        mark: { type: 'rule', stroke: muted, strokeDash: [3, 3], ...hidden },
        encoding: {
          x: { value: 0 },
          x2: { value: QUADRANTS_WIDTH },
          y: { value: QUADRANTS_HEIGHT / 2 },
        },
      },
      caption('drift (PSI)', 0, -7, 'left'),
      caption('share of importance', QUADRANTS_WIDTH / 2, QUADRANTS_HEIGHT + 38, 'center'),
      {
        data: { name: 'xTicks' },
        mark: { ...letters, baseline: 'top', color: muted },
        encoding: { x: pixels('x'), y: { value: QUADRANTS_HEIGHT + 7 }, text: label },
      },
      {
        data: { name: 'yTicks' },
        mark: { ...letters, align: 'right', baseline: 'middle', color: muted },
        encoding: { x: { value: -7 }, y: pixels('y'), text: label },
      },
      {
        data: { name: 'names' },
        mark: { ...letters, align: 'left', baseline: 'alphabetic', color: muted, fontWeight: 600 },
        encoding: { x: pixels('x'), y: pixels('y'), text: label },
      },
      {
        data: { name: 'points' },
        mark: { type: 'point', filled: true, size: 50, opacity: 1, stroke: band.none, strokeWidth: 1 },
        encoding: {
          x: pixels('x'),
          y: pixels('y'),
          fill: {
            field: 'isUrgent',
            type: 'nominal',
            scale: { domain: [false, true], range: [reference, severity.critical] },
            legend: null,
          },
          description: { field: 'tip', type: 'nominal' },
        },
      },
      {
        data: { name: 'labels' },
        mark: { ...letters, align: 'left', baseline: 'middle', color: text },
        encoding: { x: pixels('x'), y: pixels('y'), text: label },
      },
    ],
  };
}
