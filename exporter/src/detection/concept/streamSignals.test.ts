import { Draws } from '../../../../test/support/randomness.js';
import { BucketSignals } from './bucketSignals.js';
import { RowSignals } from './rowSignals.js';
import { StreamSignals } from './streamSignals.js';

const draws = new Draws(11);
const unit = { mean: 2, deviation: 0.5 };
const errors = {
  binary: [
    ...draws.many(2000, () => Number(draws.uniform() < 0.1)),
    ...draws.many(1000, () => Number(draws.uniform() < 0.5)),
  ],
  real: [
    ...draws.many(2000, () => 2 + 0.5 * draws.normal()),
    ...draws.many(1000, () => 3 + 0.5 * draws.normal()),
  ],
};

test.each(['binary', 'real'] as const)(
  '%s errors raise what they raise in a check of files, also with restarts in between',
  (inputs) => {
    const rows = RowSignals.start(inputs);
    const values = inputs === 'real' ? errors.real.map((value) => (value - 2) / 0.5) : errors.binary;
    rows.add([...values.keys()], values);
    const expected = Object.fromEntries(rows.results().map(({ method, changes }) => [method, changes]));

    let signals: StreamSignals | undefined = StreamSignals.start(inputs);
    const raised = new Set<string>();
    for (let from = 0; from < 3000; from += 150) {
      signals = StreamSignals.resume(JSON.parse(JSON.stringify(signals?.state)), inputs);
      signals?.nextBucket();
      for (const id of signals?.add(errors[inputs].slice(from, from + 150), unit) ?? []) raised.add(id);
    }
    expect(signals?.since).toEqual({ buckets: 20, changes: expected });
    expect(expected.adwin).toBeGreaterThan(0);
    expect([...raised].sort()).toEqual(
      Object.keys(expected)
        .filter((id) => (expected[id] ?? 0) > 0)
        .sort(),
    );
  },
);

test('a state of buckets, of another unit or of nothing is none; every detector starts at no change', () => {
  const { state, reference } = StreamSignals.start('binary');
  const others = [BucketSignals.start([]).state, undefined, null, 'x', {}, { ...state, detectors: {} }];
  for (const other of others) expect(StreamSignals.resume(other, 'binary')).toBeUndefined();
  expect(StreamSignals.resume(state, 'real')).toBeUndefined();
  expect(BucketSignals.resume(state)).toBeUndefined();
  const none = { adwin: 0, cusum: 0, ddm: 0, eddm: 0, hddm_a: 0, hddm_w: 0, page_hinkley: 0 };
  expect(reference).toEqual({ buckets: 0, changes: none });
  expect(state.since).toEqual(reference);
});

test('extreme values leave finite numbers', () => {
  const signals = StreamSignals.start('real');
  signals.add([1e38, 0, NaN, Infinity, 1e38, 3], { mean: 1e-30, deviation: 1e-30 });
  expect(JSON.stringify(signals.state)).not.toContain('null');
});
