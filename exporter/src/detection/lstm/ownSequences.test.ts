import { architecture } from './network.js';
import { ownAlarmLogit, ownSequences } from './ownSequences.js';
import { sequenceBaseline, type SequenceBaseline } from './sequenceBaseline.js';
import { inputNames } from './sequenceInputs.js';
import { referenceOf } from './simulate/simulatedStream.js';

const options = { bucket: 3_600_000, timeZone: 'UTC' };
const SIZE = architecture.steps * architecture.inputs;

test('a sequence for each day, that of its most deviating bucket; silent days have none', () => {
  // two cells; on the tenth day an odd hour, on the twentieth no rows at all
  const counts = Float64Array.from({ length: 30 * 24 * 3 }, (_, at) => {
    const hour = Math.floor(at / 3);
    if (at % 3 === 2) return 0;
    return hour === 9 * 24 + 7 ? 200 * (at % 3) : 100 + (((hour + at) * 13) % 7);
  });
  const all = referenceOf({ cells: 2, counts });
  const kept = Array.from(all.starts.keys()).filter((hour) => Math.floor(hour / 24) !== 19);
  const reference = {
    ...all,
    starts: Float64Array.from(kept, (hour) => all.starts[hour] ?? 0),
    counts: Float64Array.from(
      kept.flatMap((hour) => Array.from(all.counts.subarray(2 * hour, 2 * hour + 2))),
    ),
    rows: Float64Array.from(kept, (hour) => all.rows[hour] ?? 0),
    missing: new Float64Array(kept.length),
  };
  const baseline = sequenceBaseline(reference, true, options) as SequenceBaseline;
  const sequences = ownSequences(reference, baseline, options);
  // a day before the network is ready: its last hour is that of the first day
  expect(sequences).toHaveLength(29 * SIZE);
  const largest = Array.from({ length: 29 }, (_, day) => {
    const last = sequences.subarray((day + 1) * SIZE - inputNames.length, (day + 1) * SIZE);
    return last[inputNames.indexOf('largest')] ?? NaN;
  });
  expect(largest.indexOf(Math.max(...largest))).toBe(9);
});

test("a feature's level is the shared one, or above all that its own reference reached", () => {
  expect(ownAlarmLogit(4, [])).toBe(4);
  expect(ownAlarmLogit(4, [-3, 1])).toBe(4);
  expect(ownAlarmLogit(4, [-3, 6])).toBe(6.5);
});
