import * as tf from '@tensorflow/tfjs-core';
import { lstmGradient, lstmStates, type LstmState, type LstmWeights, type Step } from '../lstmLayer.js';
import { architecture, layersOf, stepsOf, tensorsOf, weightCount, weightSpans } from '../network.js';
import type { Draws } from '../simulate/draws.js';

/** Some of the sequences, and what each should give. */
export interface Batch {
  readonly inputs: Float32Array;
  readonly chosen: Uint32Array;
  readonly wanted: Float32Array;
}

/** What is kept of the hidden states, scaled: of each step of the lower layer, and of the last of the upper. */
interface Dropout {
  readonly lower: readonly Step[];
  readonly last: Step;
}

/**
 * The mean cross-entropy of a batch, and its gradient in the order of the weights.
 * @param draws what is dropped; nothing where absent
 */
export function lossAndGradient(
  weights: Float32Array,
  { inputs, chosen, wanted }: Batch,
  draws?: Draws,
): { readonly loss: number; readonly gradient: Float32Array } {
  return tf.tidy(() => {
    const steps = stepsOf(inputs, chosen);
    const y = tf.tensor2d(wanted, [wanted.length, 1]);
    const { first, second, dense, out } = layersOf(tensorsOf(weights));
    const dropout = draws && drawDropout(chosen.length, draws);
    const lower = lstmStates(steps, first);
    const between = masked(
      lower.map(({ hidden }) => hidden),
      dropout?.lower,
    );
    const upper = lstmStates(between, second);
    const [last] = masked([(upper.at(-1) as LstmState).hidden], dropout && [dropout.last]) as [Step];
    const middle = tf.relu(tf.add(tf.matMul(last, dense.kernel), dense.bias)) as tf.Tensor2D;
    const z = tf.add(tf.matMul(middle, out.kernel), out.bias) as tf.Tensor2D;
    // log(1 + e^z) − y z, without overflow
    const loss = tf.mean(tf.add(tf.sub(tf.relu(z), tf.mul(z, y)), tf.log1p(tf.exp(tf.neg(tf.abs(z))))));

    const dz = tf.div(tf.sub(tf.sigmoid(z), y), chosen.length) as tf.Tensor2D;
    const dMiddle = tf.mul(tf.matMul(dz, tf.transpose(out.kernel)), tf.step(middle)) as tf.Tensor2D;
    const [dLast] = masked([tf.matMul(dMiddle, tf.transpose(dense.kernel))], dropout && [dropout.last]);
    const dUpper = steps.map((_, step) => (step === steps.length - 1 ? dLast : undefined));
    const ofUpper = lstmGradient(dUpper, between, second, upper);
    const ofLower = lstmGradient(masked(ofUpper.inputs(), dropout?.lower), steps, first, lower);
    const gradients = [
      ...inOrder(ofLower.weights),
      ...inOrder(ofUpper.weights),
      tf.matMul(tf.transpose(last), dMiddle),
      tf.sum(dMiddle, 0),
      tf.matMul(tf.transpose(middle), dz),
      tf.sum(dz, 0),
    ];
    const gradient = new Float32Array(weightCount);
    for (const [place, { offset }] of weightSpans.entries()) {
      gradient.set((gradients[place] as tf.Tensor).dataSync() as Float32Array, offset);
    }
    return { loss: loss.dataSync()[0] as number, gradient };
  });
}

function inOrder({ kernels, recurrent, biases }: LstmWeights): tf.Tensor[] {
  return [...kernels, ...recurrent, ...biases];
}

function masked(states: readonly Step[], masks: readonly Step[] | undefined): Step[] {
  return masks === undefined ? [...states] : states.map((state, step) => tf.mul(state, masks[step] as Step));
}

function drawDropout(batch: number, draws: Draws): Dropout {
  const { steps, lstm } = architecture;
  const mask = (units: number): Step => tf.tensor2d(kept(batch * units, draws), [batch, units]);
  return { lower: draws.many(steps, () => mask(lstm[0])), last: mask(lstm[1]) };
}

/** One in five is dropped, to 1 in 256, and the others make up for it: four from each draw. */
function kept(count: number, draws: Draws): Float32Array {
  const dropped = Math.round(architecture.dropout * 256);
  const scale = 256 / (256 - dropped);
  const mask = new Float32Array(count);
  for (let at = 0; at < count; at += 4) {
    let bits = draws.bits();
    for (let own = at; own < Math.min(count, at + 4); own++) {
      if ((bits & 255) >= dropped) mask[own] = scale;
      bits >>>= 8;
    }
  }
  return mask;
}
