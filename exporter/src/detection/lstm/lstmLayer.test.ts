import * as tf from '@tensorflow/tfjs-core';
import { readGolden } from '../../../../test/golden/golden.js';
import { useBackend } from './backend.js';
import { lstmGradient, lstmStates, type LstmWeights, type Step } from './lstmLayer.js';

/** What PyTorch gives: `test/golden/record_lstm.py`. */
interface Golden {
  readonly x: number[][][];
  readonly weight: number[][][];
  readonly kernels: number[][][];
  readonly recurrent: number[][][];
  readonly biases: number[][];
  readonly hidden: number[][][];
  readonly gradients: {
    readonly inputs: number[][][];
    readonly kernels: number[][][];
    readonly recurrent: number[][][];
    readonly biases: number[][];
  };
}

const golden = readGolden<Golden>('lstm.json');
const matrices = (values: readonly number[][][]): Step[] => values.map((value) => tf.tensor2d(value));

test.each(['cpu', 'wasm'] as const)('states and gradients are those of PyTorch: %s', async (backend) => {
  await useBackend([backend]);
  const weights: LstmWeights = {
    kernels: matrices(golden.kernels),
    recurrent: matrices(golden.recurrent),
    biases: golden.biases.map((bias) => tf.tensor1d(bias)),
  };
  const steps = matrices(golden.x);
  const states = lstmStates(steps, weights);
  expectNear(
    states.map(({ hidden }) => hidden),
    golden.hidden,
  );
  const gradient = lstmGradient(matrices(golden.weight), steps, weights, states);
  expectNear(gradient.inputs(), golden.gradients.inputs);
  expectNear(gradient.weights.kernels, golden.gradients.kernels);
  expectNear(gradient.weights.recurrent, golden.gradients.recurrent);
  expectNear(gradient.weights.biases, golden.gradients.biases);
});

function expectNear(actual: readonly tf.Tensor[], expected: readonly unknown[]): void {
  const numbers = actual.flatMap((tensor) => Array.from(tensor.dataSync()));
  const wanted = (expected as number[][]).flat(2);
  expect(numbers).toHaveLength(wanted.length);
  const errors = numbers.map((number, index) => Math.abs(number - (wanted[index] as number)));
  expect(Math.max(...errors)).toBeLessThan(1e-5);
}
