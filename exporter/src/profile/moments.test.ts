import { momentsOf } from './moments.js';
import { emptyProfile, type Profile } from './profile.js';
import type { NumericGrid } from './grid.js';

const grid = {
  kind: 'numeric',
  edges: Float64Array.of(10),
  psiEdges: Uint32Array.of(0),
  drawingEdges: Uint32Array.of(0),
  minimum: 6,
  maximum: 14,
  mean: 10,
  deviation: 2,
} satisfies NumericGrid;

/** Standardised sums of these values, two of which go into the lower cell. */
function profile(values: readonly number[], infinite = 0): Profile {
  const z = values.map((value) => (value - grid.mean) / grid.deviation);
  const parts = [z.slice(0, 2), z.slice(2)];
  const sum = (list: readonly number[]): number => list.reduce((total, one) => total + one, 0);
  return {
    ...emptyProfile(grid),
    rows: values.length + infinite + 1,
    missing: 1,
    infinite,
    sums: Float64Array.from(parts, sum),
    squares: Float64Array.from(parts, (part) => sum(part.map((one) => one * one))),
  };
}

test('mean and deviation are those of the finite values, in their own unit', () => {
  const { mean, deviation } = momentsOf(profile([6, 8, 12, 14], 3), grid);
  expect(mean).toBeCloseTo(10, 12);
  expect(deviation).toBeCloseTo(Math.sqrt(10), 12);
});

test('no finite value has no mean', () => {
  expect(momentsOf(profile([], 2), grid)).toEqual({ mean: NaN, deviation: NaN });
});

test('a profile without moments has no mean', () => {
  const none = { sums: new Float64Array(), squares: new Float64Array() };
  expect(momentsOf({ ...profile([6, 8]), ...none }, grid)).toEqual({ mean: NaN, deviation: NaN });
});
