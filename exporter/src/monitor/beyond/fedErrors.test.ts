import { StreamSignals } from '../../detection/concept/streamSignals.js';
import type { RowErrors } from '../../streams/rowErrors.js';
import { feedRows } from './fedErrors.js';

const HOUR = 3_600_000;
const baseline = { mean: 2, deviation: 0.5, spread: 1, buckets: [] };

function hour(start: number, values: readonly number[]): [number, RowErrors] {
  const kept = Float32Array.from(values);
  return [start * HOUR, { task: 'regression', rows: values.length, every: 1, values: kept }];
}

test('errors of a regression are fed in deviations of the reference; a bucket of another task is none', async () => {
  const signals = StreamSignals.start('real');
  const other: RowErrors = { task: 'classification', rows: 1, every: 1, values: Uint8Array.of(1) };
  // within a deviation for two hours, then six above it, for longer than is fed without a pause
  const quiet = Array.from({ length: 200 }, (_, row) => (row % 2 === 0 ? 1.75 : 2.25));
  const far = Array.from({ length: 2500 }, () => 5);
  const held = [hour(5, quiet), [6 * HOUR, other] as const, hour(7, quiet), hour(8, far)];
  const { raised, buckets } = await feedRows(signals, baseline, held, HOUR);
  expect(buckets).toBe(3);
  expect(raised.map(({ method }) => method).sort()).toEqual(['adwin', 'cusum', 'page_hinkley']);
  for (const one of raised) expect(one).toMatchObject({ dataUntil: 9 * HOUR, level: 'drift', value: 5 });

  const plain = StreamSignals.start('real');
  plain.add([...quiet, ...quiet, ...far], baseline);
  expect(signals.since).toEqual({ buckets: 3, changes: plain.since.changes });
});
