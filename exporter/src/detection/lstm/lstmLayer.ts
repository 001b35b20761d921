import * as tf from '@tensorflow/tfjs-core';

/** Weights of the input, forget, cell and output gate, in this order. */
export interface LstmWeights {
  /** Inputs × units each. */
  readonly kernels: readonly tf.Tensor2D[];
  /** Units × units each. */
  readonly recurrent: readonly tf.Tensor2D[];
  /** Units each. */
  readonly biases: readonly tf.Tensor1D[];
}

/** One step of a batch of sequences: batch × inputs, or batch × units. */
export type Step = tf.Tensor2D;

/** Of one step, batch × units each. */
export interface LstmState {
  readonly hidden: Step;
  readonly cell: Step;
  /** What the cell shows: its tanh. */
  readonly shown: Step;
  readonly gates: readonly [Step, Step, Step, Step];
}

/**
 * A long short-term memory over whole sequences (Hochreiter and Schmidhuber 1997, with the forget gate of Gers et al. 2000, as
 * Keras has it: sigmoid gates, tanh cells).
 *
 * Steps are tensors of their own: the wasm backend copies all of a tensor to give a slice of it.
 */
export function lstmStates(steps: readonly Step[], { kernels, recurrent, biases }: LstmWeights): LstmState[] {
  const states: LstmState[] = [];
  for (const x of steps) {
    const before = states.at(-1);
    const gates = kernels.map((kernel, gate) => {
      const given = tf.add(tf.matMul(x, kernel), biases[gate] as tf.Tensor1D);
      const z =
        before === undefined
          ? given
          : tf.add(given, tf.matMul(before.hidden, recurrent[gate] as tf.Tensor2D));
      return gate === 2 ? tf.tanh(z) : tf.sigmoid(z);
    }) as [Step, Step, Step, Step];
    const [input, forget, candidate, output] = gates;
    const added = tf.mul(input, candidate);
    const cell = before === undefined ? added : tf.add(tf.mul(forget, before.cell), added);
    const shown = tf.tanh(cell);
    states.push({ hidden: tf.mul(output, shown), cell: cell as Step, shown: shown as Step, gates });
  }
  return states;
}

/** The gradient of the weights, and of each step's input where it is wanted. */
export interface LstmGradient {
  readonly weights: LstmWeights;
  readonly inputs: () => Step[];
}

/**
 * The gradient, written out: the wasm backend multiplies by a transposed matrix twenty times slower than by one that has been
 * transposed before, and automatic differentiation asks for that at each step.
 *
 * @param dy of each step's hidden state; undefined where nothing depends on it
 */
export function lstmGradient(
  dy: readonly (Step | undefined)[],
  steps: readonly Step[],
  { kernels, recurrent }: LstmWeights,
  states: readonly LstmState[],
): LstmGradient {
  const transposed = recurrent.map((matrix) => tf.transpose(matrix));
  const sums: Step[][] = [];
  let [dHidden, dCell]: (Step | undefined)[] = [];
  for (let step = steps.length - 1; step >= 0; step--) {
    const { shown, gates } = states[step] as LstmState;
    const [input, forget, candidate, output] = gates;
    const own = sumOf(dy[step], dHidden) as Step;
    const cell = sumOf(tf.mul(own, tf.mul(output, slopeOfTanh(shown))), dCell) as Step;
    const before = states[step - 1]?.cell;
    const dz = [
      tf.mul(cell, tf.mul(candidate, slopeOfSigmoid(input))),
      before === undefined ? tf.zerosLike(cell) : tf.mul(cell, tf.mul(before, slopeOfSigmoid(forget))),
      tf.mul(cell, tf.mul(input, slopeOfTanh(candidate))),
      tf.mul(own, tf.mul(shown, slopeOfSigmoid(output))),
    ] as Step[];
    sums[step] = dz;
    dCell = tf.mul(cell, forget);
    dHidden = tf.addN(dz.map((rows, gate) => tf.matMul(rows, transposed[gate] as tf.Tensor2D)));
  }
  const total = kernels.map((_, gate) => tf.concat(sums.map((dz) => dz[gate] as Step)));
  const given = tf.transpose(tf.concat([...steps]));
  const [first, ...hidden] = states.map(({ hidden: own }) => own);
  const remembered = tf.transpose(
    tf.concat([tf.zerosLike(first as Step), first as Step, ...hidden.slice(0, -1)]),
  );
  return {
    weights: {
      kernels: total.map((rows) => tf.matMul(given, rows)),
      recurrent: total.map((rows) => tf.matMul(remembered, rows)),
      biases: total.map((rows) => tf.sum(rows, 0)),
    },
    inputs() {
      const back = kernels.map((kernel) => tf.transpose(kernel));
      return sums.map((dz) => tf.addN(dz.map((rows, gate) => tf.matMul(rows, back[gate] as tf.Tensor2D))));
    },
  };
}

function slopeOfSigmoid(open: Step): Step {
  return tf.sub(open, tf.square(open));
}

function slopeOfTanh(value: Step): Step {
  return tf.sub(1, tf.square(value));
}

function sumOf(a: Step | undefined, b: Step | undefined): Step | undefined {
  return a === undefined || b === undefined ? (a ?? b) : tf.add(a, b);
}
