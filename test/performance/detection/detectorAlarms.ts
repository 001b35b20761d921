import type { ChangeDetector, DetectorState } from '../../../exporter/src/detection/concept/detector.js';
import * as detectors from '../../../exporter/src/detection/concept/index.js';
import { streamValues, type StreamPart } from '../../golden/detectorStream.js';
import { option } from '../measureProcess.js';
import { printTable, quantile } from '../monitorReport.js';

/**
 * How often each change detector of concept drift raises where nothing changes, and how long a change takes: prints the
 * tables of docs/DETECTION.md. The same numbers in every run.
 *
 *     npm run --silent pretest && node build/test/performance/detection/detectorAlarms.js
 */
const SEEDS = option('seeds', 200);
const BEFORE = 2_000;
const AFTER = 5_000;
const QUIET = 10_000;

interface Watch {
  readonly name: string;
  readonly detector: ChangeDetector;
  readonly options?: object;
  /** What of a value the detector is fed. */
  readonly feed?: (value: number) => number;
}

const BUCKET = 100;
const standardised = (rate: number): number => (rate - 0.1) / Math.sqrt((0.1 * 0.9) / BUCKET);
const every: Watch[] = Object.values(detectors)
  .sort((one, other) => one.order - other.order)
  .map((detector) => ({ name: detector.id, detector }));
const byRow: Watch[] = [
  ...every,
  set('hddm_w', detectors.hddmW, { zeroIsNone: true }),
  set('eddm', detectors.eddm, { alpha: 0.8, beta: 0.75 }),
  set('page_hinkley', detectors.pageHinkley, { threshold: 20 }),
];
const byBucket: Watch[] = [
  ...every.filter(({ detector }) => detector.inputs !== 'binary'),
  set('adwin', detectors.adwin, { clock: 1 }),
  onStandardised(detectors.adwin, { clock: 1 }),
  onStandardised(detectors.pageHinkley, { delta: 0.5, threshold: 10 }),
  onStandardised(detectors.cusum, { delta: 0.5, threshold: 10 }),
];

print(
  'rows',
  'bernoulli',
  byRow,
  [flat(QUIET, 0.1)],
  [0.2, 0.3].map((to) => [flat(BEFORE, 0.1), flat(AFTER, to)]),
);
for (const rate of [0.001, 0.01, 0.3]) {
  console.log(`\nnothing changes, ${rate} of the rows are errors\n`);
  printTable(
    ['detector', 'alarms in 1,000 rows [95 %]'],
    byRow.map((watch) => [watch.name, alarms(watch, 'bernoulli', [flat(QUIET, rate)])]),
  );
}
const bucket = { rows: BUCKET };
print(
  `buckets of ${BUCKET} rows`,
  'rate',
  byBucket,
  [flat(1_000, 0.1, bucket)],
  [0.12, 0.15, 0.2].map((to) => [flat(500, 0.1, bucket), flat(1_000, to, bucket)]),
);

function print(
  unit: string,
  kind: 'bernoulli' | 'rate',
  watches: readonly Watch[],
  quiet: readonly StreamPart[],
  changes: readonly (readonly StreamPart[])[],
): void {
  console.log(`\n${unit}, ${SEEDS} seeds\n`);
  const names = changes.map(
    ([before, after]) => `${before?.from} → ${after?.from}, median delay [95 %] (90 % point; found)`,
  );
  printTable(
    ['detector', 'alarms in 1,000 without change [95 %]', ...names],
    watches.map((watch) => [
      watch.name,
      alarms(watch, kind, quiet),
      ...changes.map((parts) => delay(watch, kind, parts)),
    ]),
  );
}

function set(id: string, detector: ChangeDetector, options: object): Watch {
  const name = `${id} ${JSON.stringify(options).replaceAll('"', '')}`;
  return { name, detector, options: { ...detector.defaults, ...options } };
}

function onStandardised(detector: ChangeDetector, options: object): Watch {
  const watch = set(detector.id, detector, options);
  return { ...watch, name: `${watch.name}, standardised`, feed: standardised };
}

/** Alarms in 1,000 values. The interval is that of a mean over seeds; of no alarm at all it is the rule of three. */
function alarms(watch: Watch, kind: 'bernoulli' | 'rate', parts: readonly StreamPart[]): string {
  const rates = Array.from({ length: SEEDS }, (_, index) => {
    const stream = streamValues({ kind, seed: index + 1, parts });
    return (1_000 * raised(watch, stream).length) / stream.length;
  });
  const values = SEEDS * parts.reduce((sum, { n }) => sum + n, 0);
  const mean = rates.reduce((sum, rate) => sum + rate, 0) / SEEDS;
  if (mean === 0) return `0 [0, ${(3_000 / values).toFixed(4)}]`;
  const variance = rates.reduce((sum, rate) => sum + (rate - mean) ** 2, 0) / (SEEDS - 1);
  const half = 1.96 * Math.sqrt(variance / SEEDS);
  return `${mean.toFixed(3)} [${Math.max(0, mean - half).toFixed(3)}, ${(mean + half).toFixed(3)}]`;
}

/** From the change to the first alarm at or after it; the interval of the median lies between order statistics. */
function delay(watch: Watch, kind: 'bernoulli' | 'rate', parts: readonly StreamPart[]): string {
  const start = parts[0]?.n ?? 0;
  const delays: number[] = [];
  for (let seed = 1; seed <= SEEDS; seed++) {
    const first = raised(watch, streamValues({ kind, seed: 10_000 + seed, parts })).find((at) => at >= start);
    delays.push(first === undefined ? Infinity : first - start + 1);
  }
  const half = 0.98 / Math.sqrt(SEEDS);
  const [low, median, high, late] = [0.5 - half, 0.5, 0.5 + half, 0.9].map((share) => {
    const at = quantile(delays, share);
    return Number.isFinite(at) ? String(Math.round(at)) : `> ${parts[1]?.n}`;
  });
  const found = delays.filter(Number.isFinite).length / SEEDS;
  return `${median} [${low}, ${high}] (${late}; ${(100 * found).toFixed(0)} %)`;
}

function raised({ detector, options, feed }: Watch, stream: readonly number[]): number[] {
  const state: DetectorState = detector.start();
  const at: number[] = [];
  stream.forEach((value, index) => {
    detector.update(state, feed === undefined ? value : feed(value), options);
    if (state.drift) at.push(index);
  });
  return at;
}

function flat(n: number, from: number, rest: Partial<StreamPart> = {}): StreamPart {
  return { n, from, ...rest };
}
