import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readModel, WEIGHTS, writeModel } from './modelFile.js';
import { architecture } from './network.js';
import { SequenceScorer } from './sequenceScorer.js';
import { shippedModel } from './shippedModel.js';
import { Draws } from './simulate/draws.js';

const SIZE = architecture.steps * architecture.inputs;
const draws = new Draws(1);
const sequences = Float32Array.from({ length: 40 * SIZE }, () => draws.normal());

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lstm-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('the shipped model gives the same on wasm as on the processor, to 1e-4', async () => {
  const scorers = await Promise.all(
    (['wasm', 'cpu'] as const).map((backend) => SequenceScorer.start(shippedModel(), [backend])),
  );
  expect(scorers.map(({ model }) => model.backend)).toEqual(['wasm', 'cpu']);
  const [wasm, cpu] = await Promise.all(scorers.map((scorer) => scorer.score(sequences)));
  await Promise.all(scorers.map((scorer) => scorer.close()));
  expect(wasm?.logits).toHaveLength(40);
  for (const of of ['logits', 'probabilities'] as const) {
    const errors = Array.from(wasm?.[of] ?? [], (value, index) =>
      Math.abs(value - (cpu?.[of][index] ?? NaN)),
    );
    expect(Math.max(...errors)).toBeLessThan(1e-4);
  }
  expect(wasm?.probabilities.every((probability) => probability > 0 && probability < 1)).toBe(true);
});

test('another model is taken without a restart, and one that is spoilt leaves the old one in place', async () => {
  await cp(shippedModel(), folder, { recursive: true });
  const scorer = await SequenceScorer.start(folder);
  const before = await scorer.score(sequences);
  const shipped = await readModel(folder);
  await writeModel(folder, {
    ...shipped,
    weights: shipped.weights.map((weight) => weight / 2),
    training: { seed: 7 },
  });
  await scorer.load(folder);
  expect(scorer.model.training).toEqual({ seed: 7 });
  const after = await scorer.score(sequences);
  expect(after.logits).not.toEqual(before.logits);
  await writeFile(join(folder, WEIGHTS), 'spoilt');
  await expect(scorer.load(folder)).rejects.toMatchObject({ code: 'lstm_invalid' });
  expect((await scorer.score(sequences)).logits).toEqual(after.logits);
  const late = expect(scorer.score(sequences)).rejects.toMatchObject({ code: 'lstm_failed' });
  await scorer.close();
  await late;
  await expect(scorer.score(sequences)).rejects.toMatchObject({
    code: 'lstm_failed',
    message: 'the scorer was closed',
  });
});

test('no sequences have no scores', async () => {
  const scorer = await SequenceScorer.start(shippedModel(), ['cpu']);
  expect((await scorer.score(new Float32Array())).logits).toHaveLength(0);
  await scorer.close();
});

test('a folder without a model', async () => {
  await expect(SequenceScorer.start(join(folder, 'none'))).rejects.toMatchObject({ code: 'lstm_missing' });
});
