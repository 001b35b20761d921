import type { TopLevelSpec } from 'vega-lite';
import type { Palette } from './palette.js';
import { RELIABILITY_SIDE } from './reliabilityLayout.js';

export const RELIABILITY_SIZE = {
  width: RELIABILITY_SIDE + 60,
  height: RELIABILITY_SIDE + 68,
  left: 46,
  top: 24,
} as const;

const pixels = (field: string) => ({ field, type: 'quantitative', scale: null, axis: null }) as const;
const hidden = { aria: false } as const;

/** A reliability diagram. Data sets: see `ReliabilityDrawing`. */
export function reliabilitySpec({ reference, severity, band, line, muted }: Palette): TopLevelSpec {
  const letters = { type: 'text', color: muted, ...hidden } as const;
  const caption = (text: string, x: number, y: number, align: 'left' | 'center') =>
    ({
      data: { values: [{}] },
      mark: { ...letters, align, baseline: 'bottom' },
      encoding: { x: { value: x }, y: { value: y }, text: { value: text } },
    }) as const;
  const label = { field: 'label', type: 'nominal' } as const;
  return {
    width: RELIABILITY_SIDE,
    height: RELIABILITY_SIDE,
    layer: [
      {
        data: { name: 'steps' },
        mark: { type: 'rule', stroke: line, ...hidden },
        encoding: { x: { value: 0 }, x2: { value: RELIABILITY_SIDE }, y: pixels('y') },
      },
      {
        data: { name: 'steps' },
        mark: { type: 'rule', stroke: line, ...hidden },
        encoding: { x: pixels('x'), y: { value: 0 }, y2: { value: RELIABILITY_SIDE } },
      },
      {
        data: { name: 'steps' },
        mark: { ...letters, align: 'right', baseline: 'middle' },
        encoding: { x: { value: -7 }, y: pixels('y'), text: label },
      },
      {
        data: { name: 'steps' },
        mark: { ...letters, baseline: 'top' },
        encoding: { x: pixels('x'), y: { value: RELIABILITY_SIDE + 7 }, text: label },
      },
      caption('observed rate', 0, -7, 'left'),
      caption('mean score', RELIABILITY_SIDE / 2, RELIABILITY_SIDE + 39, 'center'),
      {
        data: { name: 'diagonal' },
        mark: { type: 'line', stroke: muted, strokeWidth: 1.5, strokeDash: [4, 3], ...hidden },
        encoding: { x: pixels('x'), y: pixels('y') },
      },
      {
        data: { name: 'points' },
        mark: { type: 'line', stroke: reference, strokeWidth: 1.5, ...hidden },
        encoding: { x: pixels('x'), y: pixels('y') },
      },
      {
        data: { name: 'points' },
        mark: { type: 'rule', stroke: reference, strokeWidth: 1.5, ...hidden },
        encoding: { x: pixels('x'), y: pixels('y0'), y2: { field: 'y1' } },
      },
      {
        data: { name: 'points' },
        mark: { type: 'point', filled: true, size: 46, opacity: 1, stroke: band.none, strokeWidth: 1 },
        encoding: {
          x: pixels('x'),
          y: pixels('y'),
          fill: {
            field: 'isOff',
            type: 'nominal',
            scale: { domain: [false, true], range: [reference, severity.critical] },
            legend: null,
          },
          description: { field: 'tip', type: 'nominal' },
        },
      },
    ],
  };
}
