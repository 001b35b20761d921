import { useBackend, type Backend } from '../backend.js';
import type { LstmModel } from '../modelFile.js';
import { tensorsOf } from '../network.js';
import { calibration } from '../probability.js';
import { scoreSequences } from '../scoreSequences.js';
import { Draws } from '../simulate/draws.js';
import { resampledStream, type OwnFeature } from '../simulate/ownStream.js';
import { simulateStream, type StreamMaker } from '../simulate/simulatedStream.js';
import { plainSequences, quietCurve } from './heldOut.js';
import { trainNetwork } from './trainNetwork.js';
import { drawnSequences } from './trainingSet.js';

/** How much is simulated, and how long it is learnt from. */
export interface ModelWishes {
  readonly seed: number;
  /** Sequences to learn from. */
  readonly sequences: number;
  readonly epochs: number;
  readonly batch: number;
  readonly learningRate: number;
  /** Held-out streams that probabilities, and those that alarms are calibrated on, and how long the latter are. */
  readonly plainStreams: number;
  readonly quietStreams: number;
  readonly quietDays: number;
  readonly backends?: readonly Backend[];
}

export const fullTraining: ModelWishes = {
  seed: 1,
  sequences: 28_000,
  epochs: 6,
  batch: 128,
  learningRate: 3e-3,
  plainStreams: 4_000,
  quietStreams: 200,
  quietDays: 60,
};

/** Some seconds: for tests, and to see that it works. */
export const quickTraining: ModelWishes = {
  ...fullTraining,
  sequences: 256,
  epochs: 1,
  batch: 64,
  plainStreams: 20,
  quietStreams: 4,
  quietDays: 10,
};

/** The stages of a training, in order. */
export const stages = ['simulate', 'learn', 'calibrate'] as const;
export type Stage = (typeof stages)[number];
export type OnStage = (stage: Stage, done: number, total: number, loss?: number) => void;

/** Features that have changed are few: probabilities are for one feature-hour in twenty. */
const PRIOR = 0.05;

/**
 * Simulates, learns and calibrates. The same wishes and features give the same model on the same backend.
 * @param own features of the user's, of whose resampled days half of the streams are
 */
export async function trainModel(
  wishes: ModelWishes,
  own: readonly OwnFeature[] = [],
  onStage: OnStage = () => undefined,
): Promise<LstmModel> {
  const { seed, sequences, epochs, batch, learningRate, plainStreams, quietStreams, quietDays } = wishes;
  // each stage's own draws: what one of them asks for changes no other
  const drawsOf = (stage: number): Draws => new Draws(seed * 1_000 + stage);
  const makeStream: StreamMaker = (draws, of) =>
    own.length > 0 && draws.chance(0.5)
      ? resampledStream(draws.pick(own), draws, of)
      : simulateStream(draws, of);
  const backend = await useBackend(wishes.backends);
  const set = drawnSequences(drawsOf(0), sequences, makeStream, (done) =>
    onStage('simulate', done, sequences),
  );
  let loss = 0;
  const weights = await trainNetwork(set, { epochs, batch, learningRate }, drawsOf(1), (progress) => {
    loss = loss === 0 ? progress.loss : 0.98 * loss + 0.02 * progress.loss;
    onStage('learn', progress.step, progress.steps, loss);
  });
  const network = tensorsOf(weights);
  const score = (inputs: Float32Array): Float32Array => scoreSequences(inputs, network);
  let done = 0;
  const onProgress = (): void => onStage('calibrate', ++done, plainStreams + quietStreams);
  const plain = plainSequences(drawsOf(2), makeStream, plainStreams, onProgress);
  const alarm = quietCurve(
    drawsOf(3),
    makeStream,
    { streams: quietStreams, days: quietDays },
    score,
    onProgress,
  );
  const model = {
    weights,
    calibration: calibration(score(plain.inputs), plain.labels, PRIOR),
    alarm,
    training: { ...wishes, own_features: own.length, backend, loss: Number(loss.toFixed(4)) },
  };
  for (const tensor of network) tensor.dispose();
  return model;
}
