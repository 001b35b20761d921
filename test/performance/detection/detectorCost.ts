import type { ChangeDetector } from '../../../exporter/src/detection/concept/detector.js';
import * as detectors from '../../../exporter/src/detection/concept/index.js';
import { streamValues } from '../../golden/detectorStream.js';
import { option } from '../measureProcess.js';
import { printTable, quantile } from '../monitorReport.js';

/**
 * What a change detector costs for each value, in processor time, and how large its state is as JSON: prints a table for docs/DETECTION.md. The same of
 * river: `detector_cost.py` in this folder.
 *
 *     npm run --silent pretest && node build/test/performance/detection/detectorCost.js --rows 1000000
 */
const ROWS = option('rows', 1_000_000);
const RUNS = 5;
const values = streamValues({ kind: 'bernoulli', seed: 1, parts: [{ n: ROWS, from: 0.1 }] });

printTable(
  ['detector', 'ns a value, median of 5 runs', 'ns, least', 'bytes of state'],
  Object.values(detectors)
    .sort((one, other) => one.order - other.order)
    .map((detector: ChangeDetector) => {
      const runs = Array.from({ length: RUNS }, () => timedRun(detector));
      const times = runs.map(({ nanoseconds }) => nanoseconds);
      return [
        detector.id,
        quantile(times, 0.5).toFixed(0),
        Math.min(...times).toFixed(0),
        Math.max(...runs.map(({ bytes }) => bytes)),
      ];
    }),
);

function timedRun(detector: ChangeDetector): { nanoseconds: number; bytes: number } {
  const state = detector.start();
  const before = process.cpuUsage();
  for (const value of values) detector.update(state, value);
  const { user } = process.cpuUsage(before);
  const nanoseconds = (1e3 * user) / values.length;
  return { nanoseconds, bytes: JSON.stringify(state).length };
}
