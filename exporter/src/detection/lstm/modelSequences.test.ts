import { emptyProfile, type Profile } from '../../profile/profile.js';
import { ModelSequences } from './modelSequences.js';
import { architecture } from './network.js';
import { LONGEST, STEPS } from './scales.js';
import { sequenceBaseline, type SequenceBaseline } from './sequenceBaseline.js';
import { inputNames } from './sequenceInputs.js';
import { referenceOf } from './simulate/simulatedStream.js';

const categories = ['a', 'b'];
const profile = (...counts: number[]): Profile => ({
  ...emptyProfile({ kind: 'categorical', categories, others: [], complete: true }),
  counts: Float64Array.from(counts),
  rows: counts.reduce((sum, count) => sum + count, 0),
});
const counts = Float64Array.from({ length: 20 * 24 * 5 }, (_, at) => (at % 5 < 2 ? 50 + (at % 7) : 0));
const baseline = sequenceBaseline(referenceOf({ cells: 4, counts }), false, {
  bucket: 3_600_000,
  timeZone: 'UTC',
}) as SequenceBaseline;

test('features are ready after a day, each in its place; one that the reference tells nothing of has no score', () => {
  const sequences = new ModelSequences(
    new Map([
      ['x', baseline],
      ['y', baseline],
    ]),
  );
  const reference = profile(1_000, 1_000, 0, 0);
  for (let step = 0; step < STEPS; step++) {
    sequences.push('x', { reference, current: profile(50, 50, 0, 0) });
    if (step > 0) sequences.push('y', { reference, current: profile(50, 50, 0, 0) });
    sequences.push('unknown', { reference, current: profile(50, 50, 0, 0) });
  }
  expect(sequences.ready().features).toEqual(['x']);
  sequences.push('y', { reference, current: profile(0, 0, 0, 100) });
  const { features, sequences: all } = sequences.ready();
  expect(features).toEqual(['x', 'y']);
  expect(all).toHaveLength(2 * architecture.steps * architecture.inputs);
  const largest = (feature: number): number =>
    all[((feature + 1) * STEPS - 1) * inputNames.length + inputNames.indexOf('largest')] ?? NaN;
  expect(largest(0)).toBeLessThan(0.5);
  expect(largest(1)).toBeGreaterThan(2);
});

test('a week of quiet forgets what was', () => {
  const sequences = new ModelSequences(new Map([['x', baseline]]));
  const reference = profile(1_000, 1_000, 0, 0);
  sequences.push('x', { reference, current: profile(0, 0, 0, 100) });
  for (let step = 0; step < LONGEST + STEPS; step++) {
    sequences.push('x', { reference, current: profile(50, 50, 0, 0) });
  }
  const quiet = new ModelSequences(new Map([['x', baseline]]));
  for (let step = 0; step < LONGEST + STEPS; step++) {
    quiet.push('x', { reference, current: profile(50, 50, 0, 0) });
  }
  const [one, other] = [sequences, quiet].map((own) => own.ready().sequences) as [Float32Array, Float32Array];
  expect(Math.max(...one.map((value, index) => Math.abs(value - (other[index] ?? NaN))))).toBeLessThan(1e-5);
});
