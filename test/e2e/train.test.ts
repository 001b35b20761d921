import { join } from 'node:path';
import { readModel, type LstmModel } from '../../exporter/src/detection/lstm/modelFile.js';
import { errorOf, runCli, STACK, type Run } from '../support/cli.js';
import { dataFolder } from '../support/dataFolder.js';
import { monitorConfig } from '../support/monitorConfig.js';

const folder = dataFolder();

async function train(output: string, ...more: readonly string[]): Promise<Run> {
  const args = ['train', '--quick', '--sequences', '128', '--output', output, ...more];
  const run = await runCli(args, { cwd: folder.path });
  expect(run.error).not.toMatch(STACK);
  return run;
}

const modelIn = (output: string): Promise<LstmModel> => readModel(join(folder.path, output));

test('the same seed gives the same weights, and the days of a reference others', async () => {
  // twenty days of twelve rows an hour
  folder.csv('rows.csv', ['at', 'age', 'city'], 20 * 24 * 12, (row) => [
    new Date(row * 300_000).toISOString(),
    (row * 7_919) % 83,
    (row * 31) % 3 === 0 ? 'Rome' : 'Oslo',
  ]);
  const config = monitorConfig(folder, 'config', {
    monitoring: { clock: 'data', lookback_window: '366d' },
    models: [
      {
        name: 'ages',
        files: join(folder.path, 'rows.csv'),
        timestamp_column: 'at',
        windows: ['1h', '24h'],
        reference: { to: '1970-01-20' },
      },
    ],
  });
  const once = await train('once');
  expect(once).toMatchObject({ code: 0, error: '' });
  expect(once.out).toMatch(/once: model_config\.json, weights\.bin\n$/);
  expect(await train('again')).toMatchObject({ code: 0 });
  expect(await train('own', '--config', config)).toMatchObject({ code: 0, error: '' });
  const [first, second, own] = await Promise.all(['once', 'again', 'own'].map(modelIn));
  expect(second).toEqual(first);
  expect(own?.weights).not.toEqual(first?.weights);
  expect([first?.training.own_features, own?.training.own_features]).toEqual([0, 2]);
});

test.each([
  [['--model', 'ages'], /^--model names a model of --config, which is absent$/],
  [['--config', 'none'], /none/],
])('%s: one line', async (args, message) => {
  expect(await errorOf(folder.path, 'train', '--quick', ...args)).toMatch(message);
});

test('a seed that is none', async () => {
  const { code, error } = await train('none', '--seed', '0');
  expect({ code, told: error.includes('expected a whole number from 1 on') }).toEqual({
    code: 1,
    told: true,
  });
});

test('a folder that cannot be written', async () => {
  folder.write('file', '');
  const { code, error } = await train('file/model', '--sequences', '64');
  expect({ code, error }).toEqual({
    code: 1,
    error: expect.stringMatching(/^error: .*model: the model cannot be written: [^\n]*\n$/) as unknown,
  });
});
