import { cpus } from 'node:os';
import { useBackend } from '../../../exporter/src/detection/lstm/backend.js';
import { readModel } from '../../../exporter/src/detection/lstm/modelFile.js';
import { architecture, tensorsOf } from '../../../exporter/src/detection/lstm/network.js';
import { probabilityOf } from '../../../exporter/src/detection/lstm/probability.js';
import { scoreSequences } from '../../../exporter/src/detection/lstm/scoreSequences.js';
import { SequenceScorer } from '../../../exporter/src/detection/lstm/sequenceScorer.js';
import { shippedModel } from '../../../exporter/src/detection/lstm/shippedModel.js';
import { Draws } from '../../../exporter/src/detection/lstm/simulate/draws.js';
import { plainSequences } from '../../../exporter/src/detection/lstm/train/heldOut.js';
import { quantile } from '../streams/delays.js';
import { measureDelays, rules } from './delays.js';
import { heldOutStream } from './heldOutStreams.js';

/**
 * How soon the network sees changes of simulated streams that it was never trained on, beside other rules at the same rate of
 * false alarms; whether its probabilities are right; and what scoring costs. Prints the tables of the model card.
 *
 *     node build/test/performance/lstm/bench.js [--quick] [--model FOLDER]
 */
const quick = process.argv.includes('--quick');
const at = process.argv.indexOf('--model');
const folder = at < 0 ? shippedModel() : (process.argv[at + 1] as string);
const seed = 20261130;

await useBackend(['wasm']);
const model = await readModel(folder);
const network = tensorsOf(model.weights);
console.log(`seed ${seed}, Node ${process.version}, ${cpus()[0]?.model ?? 'unknown processor'}\n`);

const sizes = { features: 100, days: quick ? 30 : 60, repetitions: quick ? 15 : 60 };
for (const isIndependent of [true, false]) {
  for (const perHour of quick ? [200] : [20, 200, 2_000]) {
    const measured = measureDelays(
      { perHour, isIndependent },
      { ...sizes, seed },
      { network, alarm: model.alarm },
    );
    const { lstm, own, largest, psi } = measured.thresholds;
    const { active, shipped, own: ofOwn } = measured.falseAlarms;
    console.log(
      `${isIndependent ? 'Independent' : 'Mixed'} rows, ${perHour} an hour: thresholds ${lstm.toFixed(2)}, ${own.toFixed(2)}, ` +
        `${largest.toFixed(2)} and ${psi.toFixed(3)}; drift_active ${active.toFixed(2)} false alarms in 30 days, ` +
        `the LSTM at its shipped level ${shipped.toFixed(2)}, at features' own ${ofOwn.toFixed(2)}\n\n| change | ${rules.join(' | ')} |\n|---|${'---:|'.repeat(rules.length)}`,
    );
    for (const [name, hours] of measured.hours) {
      const cells = rules.map(
        (rule) => `${shown(quantile(hours[rule], 0.5))} / ${shown(quantile(hours[rule], 0.9))}`,
      );
      console.log(`| ${name} | ${cells.join(' | ')} |`);
    }
    console.log('');
  }
}

reliability();
await cost();

function shown(hours: number): string {
  return Number.isFinite(hours) ? String(hours) : '–';
}

/** Of streams like those of the training, and held out: what was said, and what was so. */
function reliability(): void {
  const { inputs, labels } = plainSequences(
    new Draws(seed),
    (draws, { hours, onset }) =>
      heldOutStream(
        draws,
        { perHour: draws.logBetween(20, 2_000), isIndependent: draws.chance(0.4) },
        hours,
        // changes are drawn as in training: of every size, most of them too small to see
        onset === undefined ? undefined : { onset },
      ),
    quick ? 400 : 3_000,
    () => undefined,
  );
  const said = Array.from(scoreSequences(inputs, network), (logit) =>
    probabilityOf(logit, model.calibration),
  );
  const { prior } = model.calibration;
  const changed = labels.reduce((sum, label) => sum + label, 0);
  const weight = (index: number): number =>
    labels[index] === 1 ? prior / changed : (1 - prior) / (labels.length - changed);
  console.log('| probability said | mean said | share changed | sequences |\n|---|---:|---:|---:|');
  const edges = [0, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.95, 1];
  for (const [place, from] of edges.slice(0, -1).entries()) {
    const to = edges[place + 1] as number;
    const own = said.flatMap((probability, index) =>
      probability >= from && probability < to ? [index] : [],
    );
    const all = own.reduce((sum, index) => sum + weight(index), 0);
    if (own.length === 0) continue;
    const mean = own.reduce((sum, index) => sum + weight(index) * (said[index] as number), 0) / all;
    const share = own.reduce((sum, index) => sum + weight(index) * (labels[index] as number), 0) / all;
    console.log(`| ${from} to ${to} | ${mean.toFixed(3)} | ${share.toFixed(3)} | ${own.length} |`);
  }
  console.log('');
}

async function cost(): Promise<void> {
  const draws = new Draws(seed);
  const size = architecture.steps * architecture.inputs;
  const sequences = Float32Array.from({ length: 1_000 * size }, () => draws.normal());
  for (const backend of ['node', 'wasm', 'cpu'] as const) {
    const scorer = await SequenceScorer.start(folder, [backend]).catch(() => undefined);
    if (scorer === undefined) continue;
    await scorer.score(sequences.subarray(0, size));
    const started = performance.now();
    await scorer.score(sequences);
    console.log(`1,000 features on ${backend}: ${((performance.now() - started) / 1_000).toFixed(2)} s`);
    await scorer.close();
  }
}
