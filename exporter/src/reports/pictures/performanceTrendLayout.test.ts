import fc from 'fast-check';
import {
  PERFORMANCE_HEIGHT,
  PERFORMANCE_WIDTH,
  performanceTrendLayout,
  type PerformancePoint,
} from './performanceTrendLayout.js';

const format = (value: number): string => value.toFixed(3);
const value = (at: number) => ({ value: at, rows: 100, lower: at - 0.02, upper: at + 0.02 });

test('a window without labels leaves a gap in what is measured, none in what is estimated', () => {
  const { measured, estimated, band, intervals } = performanceTrendLayout(
    [
      { window: 'a', reference: value(0.8), measured: value(0.8), estimated: value(0.79), isWorse: false },
      { window: 'b', reference: value(0.8), estimated: value(0.78), isWorse: false },
      { window: 'c', reference: value(0.8), measured: value(0.6), estimated: value(0.77), isWorse: true },
    ],
    format,
  );
  expect(measured.map(({ run }) => run)).toEqual([0, 1]);
  expect(estimated.map(({ run }) => run)).toEqual([0, 0, 0]);
  expect(band.map(({ y0, y1 }) => y0 > y1)).toEqual([true, true, true]);
  expect(intervals).toHaveLength(2);
  expect(measured.map(({ tip }) => tip)).toEqual([
    'a: measured 0.800 (0.780 to 0.820)',
    'c: measured 0.600 (0.580 to 0.620), worse beyond chance',
  ]);
});

test('the lowest and the highest value are named, one value once, none not at all', () => {
  const labels = (values: readonly (number | undefined)[]): string[] =>
    performanceTrendLayout(
      values.map((at, index): PerformancePoint => ({
        window: `w${index}`,
        isWorse: false,
        ...(at === undefined ? {} : { measured: value(at) }),
      })),
      format,
    ).extremes.map(({ label }) => label);
  expect(labels([0.7, 0.6, 0.9])).toEqual(['0.600', '0.900']);
  expect(labels([0.7, 0.7])).toEqual(['0.700']);
  expect(labels([undefined, undefined])).toEqual([]);
});

test('all of it is finite and inside the picture, whatever the values', () => {
  const anyValue = fc.option(
    fc.double({ min: -1e9, max: 1e9, noNaN: true }).map((at) => ({ value: at, rows: 1 })),
    { nil: undefined },
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(anyValue, anyValue, anyValue), { minLength: 1, maxLength: 60 }), (rows) => {
      const drawn = performanceTrendLayout(
        rows.map(([reference, measured, estimated], index) => ({
          window: `2026-${index}`,
          isWorse: false,
          ...(reference && { reference }),
          ...(measured && { measured }),
          ...(estimated && { estimated }),
        })),
        format,
      );
      const places = [...drawn.measured, ...drawn.estimated, ...drawn.reference];
      for (const { x, y } of places) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(PERFORMANCE_WIDTH);
        expect(y).toBeGreaterThanOrEqual(0);
        expect(y).toBeLessThanOrEqual(PERFORMANCE_HEIGHT);
      }
    }),
    { numRuns: 100 },
  );
});
