import { SeasonalReference } from '../detection/overTime/seasonalReference.js';
import { emptyProfile } from '../profile/profile.js';
import type { NumericGrid } from '../profile/grid.js';
import { SlidingWindows } from './slidingWindows.js';
import { windowComparisons, type WindowComparison } from './windowComparisons.js';

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

/** A window beside the reference, where rows were counted from some hour on. */
function windowOf(countedFrom: number, toHour: number, length = 6): WindowComparison | undefined {
  const to = BEGIN + toHour * HOUR;
  const context = {
    model: 'm',
    features: [feature],
    lengths: [{ length: length * HOUR, name: 'window' }],
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
  const windows = new SlidingWindows([feature], [length * HOUR], HOUR, context.countedFrom);
  return windowComparisons(context, windows, length * HOUR, to - length * HOUR, to).get('x');
}

test('a window is compared with the hours that it holds, not with those before the first count', () => {
  // 10 to 16 o'clock: 11 + 12 + … + 16
  expect(windowOf(0, 16)?.comparison.reference.rows).toBe(81);
  // 14 to 16 o'clock: 15 + 16
  expect(windowOf(14, 16)?.comparison.reference.rows).toBe(31);
});

test('a window of days that is not full yet holds some hours more often than others, so it tells nothing', () => {
  for (const told of [windowOf(0, 24, 48), windowOf(0, 47, 48)]) {
    expect(told?.inconclusive).toMatch(/^rows have been counted since 2026-01-05T00:00:00\.000Z: until/);
  }
  for (const telling of [windowOf(0, 23, 48), windowOf(0, 48, 48), windowOf(0, 60, 48)]) {
    expect(telling).not.toHaveProperty('inconclusive');
  }
});
