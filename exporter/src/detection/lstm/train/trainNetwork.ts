import { weightCount, weightSpans } from '../network.js';
import type { Draws } from '../simulate/draws.js';
import { Adam } from './adam.js';
import { lossAndGradient } from './lossAndGradient.js';
import type { LabelledSequences } from './trainingSet.js';

export interface TrainingWishes {
  readonly epochs: number;
  readonly batch: number;
  /** The highest; it rises to it over the first third and falls from there. */
  readonly learningRate: number;
}

export interface Progress {
  readonly step: number;
  readonly steps: number;
  readonly loss: number;
}

/** Trains the network from scratch. The same draws and sequences give the same weights on the same backend. */
export async function trainNetwork(
  { inputs, labels }: LabelledSequences,
  { epochs, batch, learningRate }: TrainingWishes,
  draws: Draws,
  onProgress: (progress: Progress) => void = () => undefined,
): Promise<Float32Array> {
  const weights = firstWeights(draws);
  const adam = new Adam(weights.length);
  const perEpoch = Math.floor(labels.length / batch);
  const steps = epochs * perEpoch;
  const order = Uint32Array.from(labels, (_, index) => index);
  for (let step = 0; step < steps; step++) {
    if (step % perEpoch === 0) shuffle(order, draws);
    const at = (step % perEpoch) * batch;
    const chosen = order.subarray(at, at + batch);
    const wanted = Float32Array.from(chosen, (index) => labels[index] as number);
    const { loss, gradient } = lossAndGradient(weights, { inputs, chosen, wanted }, draws);
    adam.step(weights, gradient, learningRate * scheduled(step / steps));
    onProgress({ step: step + 1, steps, loss });
    // whoever stops us must be heard
    await new Promise(setImmediate);
  }
  return weights;
}

/** Glorot's normal initialisation (orthogonal fails on wasm); the forget gates begin open. */
function firstWeights(draws: Draws): Float32Array {
  const weights = new Float32Array(weightCount);
  for (const { name, shape, offset, size } of weightSpans) {
    const [rows, columns] = shape;
    if (name.endsWith('bias/forget')) weights.fill(1, offset, offset + size);
    if (rows === undefined || columns === undefined) continue;
    const deviation = Math.sqrt(2 / (rows + columns));
    for (let at = offset; at < offset + size; at++) weights[at] = deviation * draws.normal();
  }
  return weights;
}

/** One cycle (Smith and Topin 2019, https://doi.org/10.1117/12.2520589): from a 25th up, and down to nothing. */
function scheduled(share: number): number {
  const wave = (place: number): number => (1 - Math.cos(Math.PI * place)) / 2;
  return share < 0.3 ? 0.04 + 0.96 * wave(share / 0.3) : 1 - wave((share - 0.3) / 0.7);
}

function shuffle(order: Uint32Array, draws: Draws): void {
  for (let last = order.length - 1; last > 0; last--) {
    const other = draws.below(last + 1);
    [order[last], order[other]] = [order[other] as number, order[last] as number];
  }
}
