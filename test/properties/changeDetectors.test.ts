import fc from 'fast-check';
import type {
  ChangeDetector,
  DetectorInputs,
  DetectorState,
} from '../../exporter/src/detection/concept/detector.js';
import * as registry from '../../exporter/src/detection/concept/index.js';
import { value } from './arbitraries.js';

const detectors: readonly ChangeDetector[] = Object.values(registry);
const cases = detectors.map((detector) => [detector.id, detector] as const);

const fed: Readonly<Record<DetectorInputs, fc.Arbitrary<number>>> = {
  binary: fc.constantFrom(0, 1),
  unit: fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true })),
  real: fc.oneof(fc.constantFrom(0, 1), value).filter(Number.isFinite),
};
const unusable: Readonly<Record<DetectorInputs, (number | null | undefined)[]>> = {
  binary: [NaN, Infinity, undefined, null, 0.5, 2, -1],
  unit: [NaN, -Infinity, undefined, null, 1.01, -0.01],
  real: [NaN, Infinity, -Infinity, undefined, null],
};

/** Stretches of one value, or of two in turn: long enough for changes to be found. */
function stream(inputs: DetectorInputs): fc.Arbitrary<number[]> {
  const stretch = fc.record({ n: fc.integer({ min: 1, max: 150 }), one: fed[inputs], other: fed[inputs] });
  return fc
    .array(stretch, { minLength: 1, maxLength: 5 })
    .map((stretches) =>
      stretches.flatMap(({ n, one, other }) =>
        Array.from({ length: n }, (_, index) => (index % 3 === 0 ? other : one)),
      ),
    );
}

function drifts(detector: ChangeDetector, values: readonly (number | null | undefined)[]): number[] {
  const state = detector.start();
  return values.flatMap((one, index) => (detector.update(state, one).drift ? [index] : []));
}

function numbers(part: unknown): number[] {
  if (typeof part === 'number') return [part];
  return typeof part === 'object' && part !== null ? Object.values(part).flatMap(numbers) : [];
}

test('each has an id, a place and a sentence of its own', () => {
  for (const key of ['id', 'order', 'title', 'description'] as const) {
    expect(new Set(detectors.map((detector) => detector[key])).size).toBe(detectors.length);
  }
});

describe.each(cases)('%s', (_, detector) => {
  const { inputs } = detector;

  test('raises nothing while nothing changes', () => {
    fc.assert(
      fc.property(fed[inputs], fc.integer({ min: 1, max: 1_500 }), (one, length) => {
        expect(drifts(detector, Array<number>(length).fill(one))).toEqual([]);
      }),
    );
  });

  test('finds within 100 rows that every row is wrong where one in 10 to 40 was', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 40 }), fc.integer({ min: 200, max: 300 }), (period, before) => {
        const errors = Array.from({ length: before + 100 }, (__, row) =>
          row >= before || row % period === 0 ? 1 : 0,
        );
        expect(drifts(detector, errors).some((row) => row >= before)).toBe(true);
      }),
    );
  });

  test('goes on from JSON as if it had not stopped', () => {
    fc.assert(
      fc.property(stream(inputs), fc.nat(), (values, at) => {
        const stop = at % values.length;
        let state: DetectorState = detector.start();
        const stopped = values.flatMap((one, index) => {
          if (index === stop) state = JSON.parse(JSON.stringify(state)) as DetectorState;
          return detector.update(state, one).drift ? [index] : [];
        });
        expect(stopped).toEqual(drifts(detector, values));
        const whole = detector.start();
        for (const one of values) detector.update(whole, one);
        expect(JSON.stringify(state)).toBe(JSON.stringify(whole));
      }),
    );
  });

  test('skips what it may not be fed', () => {
    const holes = fc.array(fc.tuple(fc.nat(), fc.constantFrom(...unusable[inputs])), { maxLength: 20 });
    fc.assert(
      fc.property(stream(inputs), holes, (values, inserted) => {
        const withHoles: { one: number | null | undefined; row?: number }[] = values.map((one, row) => ({
          one,
          row,
        }));
        for (const [at, one] of inserted) withHoles.splice(at % withHoles.length, 0, { one });
        const found = drifts(
          detector,
          withHoles.map(({ one }) => one),
        ).map((index) => withHoles[index]?.row);
        expect(found).toEqual(drifts(detector, values));
      }),
    );
  });

  test('knows finite numbers only, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fed[inputs], value), { maxLength: 300 }), (values) => {
        const state = detector.start();
        for (const one of values) detector.update(state, one);
        expect(numbers(state).filter((one) => !Number.isFinite(one))).toEqual([]);
      }),
    );
  });
});
