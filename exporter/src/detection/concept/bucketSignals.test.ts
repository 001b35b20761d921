import { Draws } from '../../../../test/support/randomness.js';
import { BucketSignals } from './bucketSignals.js';

const draws = new Draws(5);
const reference = draws.many(200, () => draws.normal());
const stable = draws.many(400, () => draws.normal());
const changed = draws.many(100, () => draws.normal() + 1.5);

/** Indices of the values at which each detector raised. */
function raised(signals: BucketSignals, values: readonly number[]): Record<string, number[]> {
  const found: Record<string, number[]> = { adwin: [], page_hinkley: [], cusum: [] };
  for (const [index, value] of values.entries()) for (const id of signals.add(value)) found[id]?.push(index);
  return found;
}

test('detectors that may be fed buckets find a change within days, and little before it', () => {
  const signals = BucketSignals.start(reference);
  const quiet = raised(signals, stable);
  expect(quiet.adwin).toEqual([]);
  expect(quiet.page_hinkley?.length).toBeLessThan(3);
  const after = raised(signals, changed);
  for (const id of ['adwin', 'page_hinkley', 'cusum']) expect(after[id]?.[0]).toBeLessThan(40);
  const { since } = signals;
  expect(since.buckets).toBe(500);
  expect(since.changes.adwin).toBe((quiet.adwin?.length ?? 0) + (after.adwin?.length ?? 0));
  expect(signals.reference.buckets).toBe(200);
});

test('what goes on from a stored state raises what it would have raised without a break', () => {
  const values = [...stable, ...changed];
  const whole = BucketSignals.start(reference);
  const all = values.map((value) => whole.add(value));
  let broken: BucketSignals | undefined = BucketSignals.start(reference);
  const parts = values.map((value, index) => {
    if (index % 7 === 0) broken = BucketSignals.resume(JSON.parse(JSON.stringify(broken?.state)));
    return broken?.add(value);
  });
  expect(parts).toEqual(all);
  expect(broken.state).toEqual(whole.state);
});

test('a resumed state is a copy; one of another version or of nothing is none', () => {
  const { state } = BucketSignals.start(reference);
  BucketSignals.resume(state)?.add(100);
  expect(state.since.buckets).toBe(0);
  for (const other of [undefined, null, 'x', {}, { ...state, version: 2 }, { ...state, detectors: {} }])
    expect(BucketSignals.resume(other)).toBeUndefined();
});

test('extreme values leave finite numbers', () => {
  const signals = BucketSignals.start([]);
  for (const value of [1e300, -1e300, 0, NaN, Infinity, 1e100]) signals.add(value);
  const numbers = JSON.stringify(signals.state);
  expect(numbers).not.toContain('null');
});
