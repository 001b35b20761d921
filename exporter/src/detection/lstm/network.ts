import * as tf from '@tensorflow/tfjs-core';
import { lstmStates, type LstmState, type LstmWeights, type Step } from './lstmLayer.js';
import { STEPS } from './scales.js';
import { inputNames } from './sequenceInputs.js';

/** LSTM 128 over the sequence, dropout, LSTM 64, dropout, dense 32 with ReLU, dense 1: the logit of a change. */
export const architecture = {
  steps: STEPS,
  inputs: inputNames.length,
  lstm: [128, 64],
  dense: 32,
  dropout: 0.2,
} as const;

/** A part of the weights, as they lie one after the other in a file. */
export interface WeightSpan {
  readonly name: string;
  readonly shape: readonly number[];
  readonly offset: number;
  readonly size: number;
}

const gates = ['input', 'forget', 'cell', 'output'] as const;

function lay(): WeightSpan[] {
  const { inputs, lstm, dense } = architecture;
  const [first, second] = lstm;
  const ofLstm = (name: string, width: number, units: number): [string, number[]][] => [
    ...gates.map((gate): [string, number[]] => [`${name}/kernel/${gate}`, [width, units]]),
    ...gates.map((gate): [string, number[]] => [`${name}/recurrent/${gate}`, [units, units]]),
    ...gates.map((gate): [string, number[]] => [`${name}/bias/${gate}`, [units]]),
  ];
  const all: [string, number[]][] = [
    ...ofLstm('lstm_1', inputs, first),
    ...ofLstm('lstm_2', first, second),
    ['dense_1/kernel', [second, dense]],
    ['dense_1/bias', [dense]],
    ['dense_2/kernel', [dense, 1]],
    ['dense_2/bias', [1]],
  ];
  let offset = 0;
  return all.map(([name, shape]) => {
    const size = shape.reduce((product, length) => product * length, 1);
    offset += size;
    return { name, shape, offset: offset - size, size };
  });
}

export const weightSpans: readonly WeightSpan[] = lay();
export const weightCount = weightSpans.reduce((sum, { size }) => sum + size, 0);

/** The weights on the backend that is in use: made by `tensorsOf`, ended by `dispose`. */
export type NetworkTensors = readonly tf.Tensor[];

export function tensorsOf(weights: Float32Array): NetworkTensors {
  return weightSpans.map(({ offset, size, shape }) =>
    tf.tensor(weights.slice(offset, offset + size), shape as number[], 'float32'),
  );
}

/** The logit of each sequence. */
export function logits(steps: readonly Step[], network: NetworkTensors): tf.Tensor1D {
  return tf.tidy(() => {
    const { first, second, dense, out } = layersOf(network);
    const lower = lstmStates(steps, first).map(({ hidden }) => hidden);
    const { hidden } = lstmStates(lower, second).at(-1) as LstmState;
    const middle = tf.relu(tf.add(tf.matMul(hidden, dense.kernel), dense.bias)) as tf.Tensor2D;
    return tf.reshape(tf.add(tf.matMul(middle, out.kernel), out.bias), [-1]);
  });
}

export interface DenseWeights {
  readonly kernel: tf.Tensor2D;
  readonly bias: tf.Tensor1D;
}

/** The weights by layer, in the order of `weightSpans`. */
export function layersOf(network: NetworkTensors): {
  readonly first: LstmWeights;
  readonly second: LstmWeights;
  readonly dense: DenseWeights;
  readonly out: DenseWeights;
} {
  const lstm = (from: number): LstmWeights => ({
    kernels: network.slice(from, from + 4) as tf.Tensor2D[],
    recurrent: network.slice(from + 4, from + 8) as tf.Tensor2D[],
    biases: network.slice(from + 8, from + 12) as tf.Tensor1D[],
  });
  const [kernel, bias, outKernel, outBias] = network.slice(24) as [
    tf.Tensor2D,
    tf.Tensor1D,
    tf.Tensor2D,
    tf.Tensor1D,
  ];
  return {
    first: lstm(0),
    second: lstm(12),
    dense: { kernel, bias },
    out: { kernel: outKernel, bias: outBias },
  };
}

/** The steps of some of the sequences, which are steps × inputs each. */
export function stepsOf(sequences: Float32Array, chosen: ArrayLike<number>): Step[] {
  const { steps, inputs } = architecture;
  return Array.from({ length: steps }, (_, step) => {
    const rows = new Float32Array(chosen.length * inputs);
    for (let place = 0; place < chosen.length; place++) {
      const at = ((chosen[place] as number) * steps + step) * inputs;
      rows.set(sequences.subarray(at, at + inputs), place * inputs);
    }
    return tf.tensor2d(rows, [chosen.length, inputs], 'float32');
  });
}
