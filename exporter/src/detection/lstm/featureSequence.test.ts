import fc from 'fast-check';
import type { ReferenceBuckets } from '../overTime/referenceBuckets.js';
import { FeatureSequence, type CellRows } from './featureSequence.js';
import { LONGEST, STEPS } from './scales.js';
import { sequenceBaseline, type SequenceBaseline } from './sequenceBaseline.js';
import { inputNames } from './sequenceInputs.js';
import { Draws } from './simulate/draws.js';
import { replaySequences } from './simulate/replaySequences.js';
import { referenceOf, simulateStream } from './simulate/simulatedStream.js';

const HOUR = 3_600_000;
const options = { bucket: HOUR, timeZone: 'UTC' };
const rows = (...cells: number[]): CellRows => ({ cells, missing: 0 });

/** So many hours of the same rows: no variation at all. */
function even(hours: number, ...cells: number[]): ReferenceBuckets {
  const counts = Float64Array.from(
    { length: hours * (cells.length + 1) },
    (_, at) => cells[at % (cells.length + 1)] ?? 0,
  );
  return referenceOf({ cells: cells.length, counts });
}

function baselineOf(reference: ReferenceBuckets, isOrdered = true): SequenceBaseline {
  const baseline = sequenceBaseline(reference, isOrdered, options);
  if (baseline === undefined) throw new Error('no baseline');
  return baseline;
}

function last(sequence: FeatureSequence): Record<string, number> {
  const inputs = sequence.sequence().slice(-inputNames.length);
  return Object.fromEntries(inputNames.map((name, place) => [name, inputs[place] ?? NaN]));
}

test('finite, whatever the buckets hold', () => {
  const count = fc.oneof(fc.constant(0), fc.nat(3), fc.nat(1_000_000));
  const bucket = fc.record({ cells: fc.array(count, { minLength: 4, maxLength: 4 }), missing: count });
  fc.assert(
    fc.property(
      fc.array(bucket, { minLength: 60, maxLength: 60 }),
      fc.array(bucket, { minLength: STEPS, maxLength: STEPS + 4 }),
      fc.boolean(),
      (before, after, isOrdered) => {
        const counts = Float64Array.from(before.flatMap(({ cells, missing }) => [...cells, missing]));
        const sequence = new FeatureSequence(baselineOf(referenceOf({ cells: 4, counts }), isOrdered));
        const whole = {
          cells: [0, 1, 2, 3].map((cell) => before.reduce((sum, own) => sum + (own.cells[cell] ?? 0), 0)),
          missing: 0,
        };
        for (const own of after) sequence.push(whole, own);
        expect(sequence.isReady).toBe(true);
        expect(sequence.sequence().every((value) => Number.isFinite(value) && Math.abs(value) < 12)).toBe(
          true,
        );
      },
    ),
    { numRuns: 60 },
  );
});

test.each([
  ['no rows on either side', rows(0, 0, 0, 0), rows(0, 0, 0, 0)],
  ['no rows in the bucket', rows(10, 10, 10, 10), rows(0, 0, 0, 0)],
  ['no rows in the reference', rows(0, 0, 0, 0), rows(10, 10, 10, 10)],
])('%s: nothing deviates', (_, reference, current) => {
  const sequence = new FeatureSequence(baselineOf(even(96, 10, 10, 10, 10)));
  for (let step = 0; step < STEPS; step++) sequence.push(reference, current);
  expect(sequence.largest).toBe(0);
});

test('a reference without times, or of less than two days, tells nothing', () => {
  expect(sequenceBaseline(even(0, 1, 1), true, options)).toBeUndefined();
  expect(sequenceBaseline(even(47, 1, 1), true, options)).toBeUndefined();
  expect(sequenceBaseline(even(48, 1, 1), true, options)).toBeDefined();
});

test('up and down are the same to the network, and order means nothing to categories', () => {
  const inputs = (current: CellRows, isOrdered: boolean): Record<string, number> => {
    const sequence = new FeatureSequence(baselineOf(even(96, 50, 50, 50, 50), isOrdered));
    for (let step = 0; step < STEPS; step++) sequence.push(rows(5_000, 5_000, 5_000, 5_000), current);
    return last(sequence);
  };
  const up = inputs(rows(20, 40, 60, 80), true);
  expect(up).toEqual(inputs(rows(80, 60, 40, 20), true));
  expect(up.location_24).toBeGreaterThan(up.location_6 ?? 0);
  expect(up.location_6).toBeGreaterThan(1);
  expect(inputs(rows(20, 40, 60, 80), false)).toEqual(inputs(rows(60, 80, 20, 40), false));
  expect(inputs(rows(20, 40, 60, 80), false)).toMatchObject({ location_24: 0, spread_24: 0, ordered: 0 });
  // as many at the middle as at the ends
  expect(inputs(rows(70, 30, 30, 70), true)).toMatchObject({
    location_24: expect.closeTo(0, 5) as unknown,
    spread_24: expect.closeTo(Math.asinh((24 * 200 * 0.4) / Math.sqrt(24 * 200 * 1.24) / 3), 0) as unknown,
  });
});

test('pushing the last 192 buckets again gives the same as all of them', () => {
  const stream = simulateStream(new Draws(3), { hours: 500, referenceDays: 20 });
  const at = (from: number): number[] => {
    let found: number[] = [];
    const width = stream.hours.cells + 1;
    // whole days, so that hours of the day stay
    const hours = { ...stream.hours, counts: stream.hours.counts.slice(from * width) };
    replaySequences({ ...stream, hours }, (_, sequence) => (found = Array.from(sequence.sequence())));
    return found;
  };
  const [all, some] = [at(0), at(500 - LONGEST - STEPS - 20)];
  expect(Math.max(...all.map((value, index) => Math.abs(value - (some[index] ?? NaN))))).toBeLessThan(1e-4);
});

test.each([20, 200, 2_000])(
  'without drift scores are near standard normal deviates at %d rows an hour',
  (volume) => {
    const draws = new Draws(17);
    const squares = inputNames.map(() => 0);
    let count = 0;
    for (let stream = 0; stream < 8; stream++) {
      const wishes = { volume, isIndependent: true, hours: 288, referenceDays: 30 };
      replaySequences(simulateStream(draws, wishes), (hour, sequence) => {
        if (hour < 192 || hour % 12 > 0) return;
        count++;
        for (const [place, value] of sequence.sequence().slice(-inputNames.length).entries()) {
          squares[place] = (squares[place] ?? 0) + (3 * Math.sinh(value)) ** 2;
        }
      });
    }
    for (const [place, name] of inputNames.entries()) {
      if (!/^(location|spread|cells)_(1|6|24)$/.test(name)) continue;
      const variance = (squares[place] ?? 0) / count;
      // of categories, location and spread are 0
      expect({ name, ordinary: variance > 0.3 && variance < 1.8 }).toEqual({ name, ordinary: true });
    }
  },
);

test('a reference whose days differ makes a day that differs ordinary', () => {
  const draws = new Draws(8);
  const wild = Float64Array.from({ length: 56 * 24 * 3 }, () => 0);
  for (let day = 0; day < 56; day++) {
    const share = 0.5 + 0.2 * (draws.uniform() - 0.5);
    for (let hour = day * 24; hour < day * 24 + 24; hour++)
      wild.set([200 * share, 200 * (1 - share), 0], hour * 3);
  }
  const largest = (reference: ReferenceBuckets): number => {
    const sequence = new FeatureSequence(baselineOf(reference));
    for (let step = 0; step < 48; step++) sequence.push(rows(5_600, 5_600), rows(85, 115));
    return sequence.largest;
  };
  expect(largest(referenceOf({ cells: 2, counts: wild }))).toBeLessThan(1);
  expect(largest(even(56 * 24, 100, 100))).toBeGreaterThan(1.5);
});
