import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { adwin } from '../../../../exporter/src/detection/concept/adwin.js';
import { cusum } from '../../../../exporter/src/detection/concept/cusum.js';
import type { ChangeDetector } from '../../../../exporter/src/detection/concept/detector.js';
import { pageHinkley } from '../../../../exporter/src/detection/concept/pageHinkley.js';
import { segmentSearch } from '../../../../exporter/src/detection/attribution/segmentSearch.js';
import { judgeCovariate } from '../../../../exporter/src/detection/covariate/judgeCovariate.js';
import { useBackend } from '../../../../exporter/src/detection/lstm/backend.js';
import { FeatureSequence } from '../../../../exporter/src/detection/lstm/featureSequence.js';
import { readModel } from '../../../../exporter/src/detection/lstm/modelFile.js';
import { architecture, tensorsOf, weightCount } from '../../../../exporter/src/detection/lstm/network.js';
import { LONGEST } from '../../../../exporter/src/detection/lstm/scales.js';
import { scoreSequences } from '../../../../exporter/src/detection/lstm/scoreSequences.js';
import { sequenceBaseline } from '../../../../exporter/src/detection/lstm/sequenceBaseline.js';
import { shippedModel } from '../../../../exporter/src/detection/lstm/shippedModel.js';
import { referenceOf } from '../../../../exporter/src/detection/lstm/simulate/simulatedStream.js';
import { widthOf } from '../../../../exporter/src/detection/lstm/bucketSums.js';
import { nextActivity, type Activity } from '../../../../exporter/src/detection/overTime/activity.js';
import { cellScore } from '../../../../exporter/src/detection/overTime/cellScore.js';
import { exceeds } from '../../../../exporter/src/detection/overTime/exceeds.js';
import { estimatePerformance } from '../../../../exporter/src/detection/performance/estimatePerformance.js';
import { windowOutcome } from '../../../../exporter/src/detection/performance/windowOutcome.js';
import { defaultDetection } from '../../../../exporter/src/detection/settings.js';
import { judge } from '../../../../exporter/src/detection/verdict.js';
import { psiCounts } from '../../../../exporter/src/profile/profile.js';
import { gridKolmogorovSmirnov } from '../../../../exporter/src/statistics/gridKolmogorovSmirnov.js';
import { classifierProfile } from '../../../support/rowOutcomes.js';
import { gridOver } from '../../../support/samples.js';
import { momentsOfRows } from '../../../support/jointRows.js';
import { Draws } from '../../../support/randomness.js';
import { table } from '../batches/tables.js';
import { flightDays } from '../../streams/flightDays.js';
import { HOUR, Stream, windows } from '../../streams/stream.js';
import { Trial } from '../../streams/trial.js';
import { changedRows, kinds } from '../streams/kinds.js';

/**
 * What each method costs of the processor for one feature and one closed bucket, beside PSI of one window in the same process, and
 * what it holds in memory.
 *
 *     npm run bench:detection -- cost [--quick]
 */
const quick = process.argv.includes('--quick');
const RUNS = 5;
const SEGMENTS = 60;
const LEAST = quick ? 30 : 300;
const seed = 20_130_101;

interface Cost {
  readonly method: string;
  /** What one call looks at. */
  readonly of: string;
  readonly microseconds: number;
  readonly bytes: string;
}

/** Microseconds of the processor for each call, the median of some runs of as many calls as take long enough. */
function cost(call: (index: number) => unknown): number {
  const run = (calls: number): number => {
    const before = process.cpuUsage();
    for (let index = 0; index < calls; index++) call(index);
    const { user, system } = process.cpuUsage(before);
    return user + system;
  };
  let calls = 1;
  while (run(calls) < 1_000 * LEAST) calls *= 2;
  const runs = Array.from({ length: RUNS }, () => run(calls) / calls).sort((a, b) => a - b);
  return runs[(RUNS - 1) / 2] as number;
}

const file = fileURLToPath(new URL('../../../../../examples/flights/flights.parquet', import.meta.url));
const features = (await flightDays(file, 59, [''])).filter(({ isNumeric }) => isNumeric).slice(0, 1);
const draws = new Draws(seed);
const trial = new Trial(features, { from: 'own', unit: 'day', pool: 56, reference: 56, perHour: 200 }, draws);
const [stream] = trial.streams(60);
const [reference] = trial.references;
if (stream === undefined || reference === undefined) throw new Error('the flights have no features');
const limits = trial.calibration.features[stream.rows.feature] ?? {};
const { persistence } = trial.calibration;
const hourOf = (index: number): number => 192 + (index % (stream.hours - 192));
const day = stream.window(500, 24);
const costs: Cost[] = [];
const note = (method: string, of: string, bytes: string, call: (index: number) => unknown): void => {
  costs.push({ method, of, bytes, microseconds: cost(call) });
  process.stderr.write(`${method}\n`);
};

const [before, after] = [psiCounts(day.reference), psiCounts(day.current)];
note('PSI, ten cells', 'a window', 'none', () => cellScore(before, after));
note('KS, on ten cells', 'a window', 'none', () => gridKolmogorovSmirnov(day));
note('all statistics and the verdict, `drifted` and `severity`', 'a window', 'none', () =>
  judge([{ feature: 'a', comparison: day }], defaultDetection),
);
let activity: Activity | undefined;
note('`drift_active`: four windows, summed and judged', 'a bucket', '', (index) => {
  const hour = hourOf(index);
  const steps = windows.map((length) => ({
    length: length * HOUR,
    ...exceeds(stream.window(hour, length), limits[length * HOUR], defaultDetection, persistence),
  }));
  activity = nextActivity(activity, { at: (hour + 1) * HOUR, windows: steps }, persistence);
});
costs.push({ ...(costs.pop() as Cost), bytes: `${bytesOf(activity)}` });
const values = Float64Array.from({ length: 100_000 }, () => draws.normal());
for (const detector of [adwin, pageHinkley, cusum] as ChangeDetector[]) {
  const state = detector.start();
  note(detector.title, 'a value', '', (index) => detector.update(state, values[index % values.length]));
  costs.push({ ...(costs.pop() as Cost), bytes: `${bytesOf(state)}` });
}
const buckets = referenceOf(reference, 'a');
const baseline = sequenceBaseline(buckets, true, { bucket: HOUR, timeZone: 'UTC' });
if (baseline === undefined) throw new Error('the reference tells nothing');
const sequence = new FeatureSequence(baseline);
const slot = { cells: psiCounts(day.reference), missing: day.reference.missing };
const size = architecture.steps * architecture.inputs;
const groups = Math.max(...baseline.groups) + 1;
const held = 8 * LONGEST * widthOf(groups) + 4 * size;
const into = new Float32Array(size);
note("LSTM: a bucket's inputs", 'a bucket', `${held}`, () => {
  sequence.push(slot, { cells: after, missing: day.current.missing });
  if (sequence.isReady) sequence.sequence(into);
});
const model = await readModel(shippedModel());
const thousand = Float32Array.from({ length: 1_000 * size }, () => draws.normal());
const seconds: string[] = [];
for (const backend of ['wasm', 'cpu'] as const) {
  await useBackend([backend]);
  const network = tensorsOf(model.weights);
  const few = backend === 'cpu' ? 50 : 1_000;
  const some = thousand.subarray(0, few * size);
  scoreSequences(some.subarray(0, size), network);
  const runs = Array.from({ length: backend === 'cpu' ? 3 : RUNS }, () => {
    const [start, began] = [process.cpuUsage(), performance.now()];
    scoreSequences(some, network);
    const { user, system } = process.cpuUsage(start);
    return { processor: (user + system) / few, clock: (performance.now() - began) / few };
  }).sort((a, b) => a.processor - b.processor);
  const { processor, clock } = runs[Math.floor(runs.length / 2)] as (typeof runs)[0];
  const bytes = `${4 * weightCount} for all features`;
  costs.push({ method: `LSTM: scoring, ${backend}`, of: 'a bucket', microseconds: processor, bytes });
  seconds.push(
    `${backend} ${(processor / 1e3).toFixed(2)} s of the processor, ${clock.toFixed(2)} s by the clock`,
  );
  for (const tensor of network) tensor.dispose();
}
const strong = kinds.find(({ name }) => name === 'abrupt 1.2') as (typeof kinds)[0];
const drifting = new Stream(stream.reference, changedRows(stream.rows, strong, 0, draws));
const segments = Array.from({ length: SEGMENTS }, (_, index) => ({
  column: `column ${index % 12}`,
  segment: `segment ${index}`,
  ...(index % 2 === 0 ? stream : drifting).window(300 + 24 * (index % 40), 24),
}));
note(`segment search over ${SEGMENTS} counted segments`, 'a drifted feature', 'none', () =>
  segmentSearch({ feature: 'a', ...drifting.window(500, 24), segments }),
);
const rows = (): number[][] => draws.many(500, () => draws.many(20, () => draws.normal()));
const [whole, window] = [momentsOfRows(rows()), momentsOfRows(rows())];
note('covariate shift of 20 features', 'a window of a model', `${8 * (20 * 21) + 16}`, () =>
  judgeCovariate(whole, window),
);
const scores = draws.many(2_000, () => draws.uniform());
const profile = classifierProfile(
  gridOver(scores),
  scores.map((score) => [score, NaN]),
);
const outcome = windowOutcome(profile, 'classification');
if (outcome === undefined) throw new Error('the profile has no scores');
note('CBPE: all measures with their bands', 'a window of a model', 'none', () =>
  estimatePerformance({ method: 'none', p_value: 1, blocks: [] }, outcome),
);

const unit = costs[0]?.microseconds ?? NaN;
console.log(
  `seed ${seed}, Node ${process.version}, ${cpus()[0]?.model ?? ''}, load ${loadavg()[0]?.toFixed(1) ?? ''}: 1,000 features scored in ${seconds.join('; ')}\n`,
);
console.log(
  table(
    ['method', 'of', 'µs of the processor', 'times PSI', 'bytes held a feature'],
    costs.map(({ method, of, microseconds, bytes }) => [
      method,
      of,
      microseconds.toFixed(microseconds < 10 ? 2 : 0),
      (microseconds / unit).toFixed(microseconds < 10 * unit ? 1 : 0),
      bytes,
    ]),
  ),
);

function bytesOf(state: unknown): number {
  return JSON.stringify(state).length;
}
