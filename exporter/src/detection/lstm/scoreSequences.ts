import * as tf from '@tensorflow/tfjs-core';
import { architecture, stepsOf, logits, type NetworkTensors } from './network.js';

/** So many sequences at once: larger batches take memory and save no time. */
const BATCH = 256;

/** The logit of a change for each sequence, steps × inputs each, one after the other. */
export function scoreSequences(sequences: Float32Array, network: NetworkTensors): Float32Array {
  const count = sequences.length / (architecture.steps * architecture.inputs);
  const scores = new Float32Array(count);
  for (let from = 0; from < count; from += BATCH) {
    const chosen = Array.from({ length: Math.min(BATCH, count - from) }, (_, index) => from + index);
    const own = tf.tidy(() => logits(stepsOf(sequences, chosen), network).dataSync());
    scores.set(own as Float32Array, from);
  }
  return scores;
}
