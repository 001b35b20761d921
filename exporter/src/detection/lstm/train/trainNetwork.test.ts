import { useBackend } from '../backend.js';
import { architecture, tensorsOf, weightCount, weightSpans } from '../network.js';
import { scoreSequences } from '../scoreSequences.js';
import { Draws } from '../simulate/draws.js';
import { lossAndGradient } from './lossAndGradient.js';
import { trainNetwork } from './trainNetwork.js';
import type { LabelledSequences } from './trainingSet.js';

const { steps, inputs: width } = architecture;

beforeAll(() => useBackend(['wasm']));

/** Every other sequence has one input that rises over its steps. */
function rising(count: number): LabelledSequences {
  const draws = new Draws(4);
  const inputs = Float32Array.from({ length: count * steps * width }, (_, at) => {
    const [sequence, step, input] = [
      Math.floor(at / (steps * width)),
      Math.floor(at / width) % steps,
      at % width,
    ];
    return draws.normal() + (sequence % 2 === 1 && input === 3 ? step / 6 : 0);
  });
  return { inputs, labels: Float32Array.from({ length: count }, (_, sequence) => sequence % 2) };
}

const wishes = { epochs: 1, batch: 32, learningRate: 1e-2 };

test('learns what a rise in one input is', async () => {
  const weights = await trainNetwork(rising(192), { ...wishes, batch: 64, epochs: 4 }, new Draws(1));
  const scores = scoreSequences(rising(64).inputs, tensorsOf(weights));
  const right = scores.filter((logit, index) => logit > 0 === (index % 2 === 1)).length;
  expect(right).toBeGreaterThan(58);
});

test('the same seed gives the same weights, another one others', async () => {
  const weights = (seed: number): Promise<Float32Array> => trainNetwork(rising(64), wishes, new Draws(seed));
  const once = await weights(1);
  expect(await weights(1)).toEqual(once);
  expect(await weights(2)).not.toEqual(once);
});

test('the gradient tells how the loss changes, in each part of the weights', () => {
  const draws = new Draws(5);
  const weights = Float32Array.from({ length: weightCount }, () => 0.1 * draws.normal());
  const { inputs } = rising(4);
  const batch = { inputs, chosen: Uint32Array.of(0, 1, 2, 3), wanted: Float32Array.of(0, 1, 0, 1) };
  const { gradient } = lossAndGradient(weights, batch);
  // a gate or a layer of each kind
  for (const { name, offset, size } of weightSpans.filter((_, place) => place % 7 === 0 || place > 25)) {
    const sign = (at: number): number =>
      at >= offset && at < offset + size ? Math.sign(gradient[at] ?? 0) : 0;
    const slope = gradient.subarray(offset, offset + size).reduce((sum, own) => sum + Math.abs(own), 0);
    // far enough for the loss to differ in single precision, near enough to be straight
    const step = Math.min(2e-3, 2e-2 / slope);
    const loss = (side: number): number =>
      lossAndGradient(
        weights.map((weight, at) => weight + side * step * sign(at)),
        batch,
      ).loss;
    expect({ name, slope: (loss(1) - loss(-1)) / (2 * step) / slope }).toEqual({
      name,
      slope: expect.closeTo(1, 1) as unknown,
    });
  }
});
