import { SeasonalReference } from '../detection/overTime/seasonalReference.js';
import { emptyProfile } from '../profile/profile.js';
import type { NumericGrid } from '../profile/grid.js';
import { SlidingWindows } from './slidingWindows.js';
import { windowComparisons } from './windowComparisons.js';

const HOUR = 3_600_000;
const BEGIN = Date.UTC(2026, 0, 5);
const grid = {
  kind: 'numeric',
  edges: Float64Array.of(0),
  psiEdges: Uint32Array.of(0),
  drawingEdges: Uint32Array.of(0),
  minimum: -1,
  maximum: 1,
  mean: 0,
  deviation: 1,
} satisfies NumericGrid;
/** As many rows as the hour says, and one more. */
const profile = (hour: number) => ({ ...emptyProfile(grid), rows: hour + 1 });
const slots = Array.from({ length: 24 }, (_, hour) => profile(hour));
const feature = { feature: { name: 'x', kind: 'numeric' as const }, profile: profile(0) };

/** Rows of the reference that a window of six hours is compared with, where rows were counted from some hour on. */
function comparedWith(countedFrom: number, toHour: number): number | undefined {
  const to = BEGIN + toHour * HOUR;
  const context = {
    model: 'm',
    features: [feature],
    lengths: [{ length: 6 * HOUR, name: '6h' }],
    seasonal: new Map([
      [
        'x',
        new SeasonalReference(profile(999), slots, { period: 'day', length: HOUR, anchor: 0 }, 'UTC', HOUR),
      ],
    ]),
    calibration: { features: {}, persistence: { bucket: HOUR } } as never,
    minCell: 1,
    countedFrom: BEGIN + countedFrom * HOUR,
  };
  const windows = new SlidingWindows([feature], [6 * HOUR], HOUR, context.countedFrom);
  return windowComparisons(context, windows, 6 * HOUR, to - 6 * HOUR, to).get('x')?.comparison.reference.rows;
}

test('a window is compared with the hours that it holds, not with those before the first count', () => {
  // 10 to 16 o'clock: 11 + 12 + … + 16
  expect(comparedWith(0, 16)).toBe(81);
  // 14 to 16 o'clock: 15 + 16
  expect(comparedWith(14, 16)).toBe(31);
});
