import { useBackend } from '../../../../exporter/src/detection/lstm/backend.js';
import type { LstmModel } from '../../../../exporter/src/detection/lstm/modelFile.js';
import { tensorsOf } from '../../../../exporter/src/detection/lstm/network.js';
import { probabilityOf } from '../../../../exporter/src/detection/lstm/probability.js';
import { scoreSequences } from '../../../../exporter/src/detection/lstm/scoreSequences.js';
import { Draws } from '../../../../exporter/src/detection/lstm/simulate/draws.js';
import { plainSequences } from '../../../../exporter/src/detection/lstm/train/heldOut.js';
import { Draws as Resamples } from '../../../support/randomness.js';
import { table } from '../batches/tables.js';
import { heldOutStream } from './heldOutStreams.js';

/** Sequences of which the network said about the same. */
export interface Said {
  readonly from: number;
  readonly to: number;
  /** Means over these sequences, weighted to the share of changed ones that probabilities are for. */
  readonly said: number;
  readonly share: number;
  /** 95 % of resampled sequences lie between; where all have changed, the share if three had not, Poisson's 95 % bound of none. */
  readonly low: number;
  readonly high: number;
  readonly sequences: number;
}

const edges = [0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.9, 1];
const RESAMPLES = 500;
/** Where none of many is seen, so many are to be expected at most, 95 %. */
const NONE_SEEN = 3;

/** What the network says of streams of distributions that it was never trained on, and what was so. */
export async function reliability(model: LstmModel, streams: number, seed: number): Promise<Said[]> {
  await useBackend(['wasm']);
  const network = tensorsOf(model.weights);
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
    streams,
    () => undefined,
  );
  const said = Array.from(scoreSequences(inputs, network), (logit) =>
    probabilityOf(logit, model.calibration),
  );
  const { prior } = model.calibration;
  const changed = labels.reduce((sum, label) => sum + label, 0);
  const weights = Array.from(labels, (label) =>
    label === 1 ? prior / changed : (1 - prior) / (labels.length - changed),
  );
  const resamples = new Resamples(seed);
  return edges.slice(0, -1).flatMap((from, place): Said[] => {
    const to = edges[place + 1] as number;
    const own = said.flatMap((probability, index) =>
      probability >= from && (probability < to || to === 1) ? [index] : [],
    );
    if (own.length === 0) return [];
    const mean = (of: (index: number) => number, chosen: readonly number[]): number => {
      const all = chosen.reduce((sum, index) => sum + (weights[index] as number), 0);
      return chosen.reduce((sum, index) => sum + (weights[index] as number) * of(index), 0) / all;
    };
    const label = (index: number): number => labels[index] as number;
    const shares = resamples
      .many(RESAMPLES, () =>
        mean(
          label,
          own.map(() => own[resamples.below(own.length)] as number),
        ),
      )
      .sort((a, b) => a - b);
    const all = own.length * (prior / changed);
    const isAll = own.every((index) => label(index) === 1);
    const least = all / (all + (NONE_SEEN * (1 - prior)) / (labels.length - changed));
    return [
      {
        ...{ from, to, said: mean((index) => said[index] as number, own), share: mean(label, own) },
        low: isAll ? least : (shares[Math.floor(0.025 * RESAMPLES)] as number),
        high: shares[Math.floor(0.975 * RESAMPLES)] as number,
        sequences: own.length,
      },
    ];
  });
}

export function reliabilityTable(all: readonly Said[]): string {
  return table(
    ['probability said', 'mean said', 'share changed (95 %)', 'sequences'],
    all.map(({ from, to, said, share, low, high, sequences }) => [
      `${from} to ${to}`,
      said.toFixed(3),
      `${share.toFixed(3)} (${low.toFixed(3)}–${high.toFixed(3)})`,
      sequences.toLocaleString('en'),
    ]),
  );
}
