import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MODEL_CONFIG, readModel, WEIGHTS, writeModel, type LstmModel } from './modelFile.js';
import { weightCount } from './network.js';

let folder: string;
const model: LstmModel = {
  weights: Float32Array.from({ length: weightCount }, (_, at) => Math.sin(at)),
  calibration: { logits: [-2, 2], probabilities: [0.1, 0.9], prior: 0.05 },
  alarm: { logits: [1, 4], rates: [0.1, 0.001] },
  training: { seed: 1 },
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lstm-'));
});
afterAll(() => rm(folder, { recursive: true }));
beforeEach(() => writeModel(folder, model));

const rewrite = async (change: (config: Record<string, unknown>) => void): Promise<void> => {
  const file = join(folder, MODEL_CONFIG);
  const config = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  change(config);
  await writeFile(file, JSON.stringify(config));
};
const changeWeights = async (change: (bytes: Buffer) => Buffer): Promise<void> => {
  const file = join(folder, WEIGHTS);
  await writeFile(file, change(await readFile(file)));
};

test('what was written is read', async () => {
  expect(await readModel(folder)).toEqual(model);
});

test.each<[string, string, RegExp, () => Promise<void>]>([
  [
    'no weights',
    'lstm_invalid',
    /weights\.bin: 0 bytes, expected/,
    () => changeWeights(() => Buffer.alloc(0)),
  ],
  [
    'cut short',
    'lstm_invalid',
    /weights\.bin: \d+ bytes, expected/,
    () => changeWeights((all) => all.subarray(4)),
  ],
  [
    'no numbers',
    'lstm_invalid',
    /weights\.bin: some weights are no finite numbers/,
    () =>
      changeWeights((all) => {
        all.writeFloatLE(NaN, 400);
        return all;
      }),
  ],
  [
    'weights of another training',
    'lstm_invalid',
    /weights\.bin: not the weights that model_config\.json describes/,
    () =>
      changeWeights((all) => {
        all.writeFloatLE(7, 400);
        return all;
      }),
  ],
  [
    'another shape',
    'lstm_invalid',
    /model_config\.json: architecture is not that of this version, .*: train the model anew/,
    () => rewrite((config) => Object.assign(config, { architecture: { lstm: [64, 32] } })),
  ],
  [
    'other inputs',
    'lstm_invalid',
    /inputs is not that of this version/,
    () => rewrite((config) => Object.assign(config, { inputs: ['psi'] })),
  ],
  [
    'a calibration that falls',
    'lstm_invalid',
    /model_config\.json: calibration\.logits/,
    () =>
      rewrite((config) => Object.assign(config, { calibration: { ...model.calibration, logits: [2, -2] } })),
  ],
  [
    'a later format',
    'lstm_invalid',
    /format/,
    () => rewrite((config) => Object.assign(config, { format: 2 })),
  ],
  ['no JSON', 'lstm_invalid', /no JSON/, () => writeFile(join(folder, MODEL_CONFIG), '{')],
])('%s: one line that says what is wrong', async (_, code, message, spoil) => {
  await spoil();
  await expect(readModel(folder)).rejects.toMatchObject({
    code,
    message: expect.stringMatching(message) as unknown,
  });
});

test('a folder without a model', async () => {
  await expect(readModel(join(folder, 'none'))).rejects.toMatchObject({ code: 'lstm_missing' });
});
