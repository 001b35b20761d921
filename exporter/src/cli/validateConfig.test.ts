import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { validateConfig as command } from './validateConfigCommand.js';
import { validateConfig } from './validateConfig.js';

async function run(folder: string) {
  const out: string[] = [];
  const error: string[] = [];
  const code = await validateConfig(folder, {
    out: (line) => out.push(line),
    error: (line) => error.push(line),
  });
  return { code, out, error };
}

test('a valid configuration: one line a model, warnings beside it', async () => {
  expect(await run('examples/flights')).toEqual({
    code: 0,
    out: [
      'ok: model flights: 16 features of 1 path in source files, compared with rows before 2013-03-01T00:00:00.000Z, by month',
    ],
    error: ['warning: alerting: no e-mail, Slack or PagerDuty, so alerts reach nobody'],
  });
});

test('an invalid one: all problems, a line each, and exit code 1', async () => {
  const { code, out, error } = await run('exporter/src/config/testdata/monitoring_config/several.yaml');
  expect({ code, out }).toEqual({ code: 1, out: [] });
  expect(error.join('\n').split('\n')).toHaveLength(7);
});

test('a folder that is not there', async () => {
  expect(await run('nowhere')).toEqual({ code: 1, out: [], error: ['nowhere: no such file or folder'] });
});

test('a network that is not there', async () => {
  const config = mkdtempSync(join(tmpdir(), 'drift-validate-'));
  writeFileSync(join(config, 'monitoring_config.yaml'), 'detection: { lstm: { model: none } }\n');
  try {
    expect(await run(config)).toEqual({
      code: 1,
      out: [],
      error: [`${join(config, 'none', 'model_config.json')}: no such file of an LSTM`],
    });
  } finally {
    rmSync(config, { recursive: true });
  }
});

test('the command knows its name and its default', () => {
  expect(command.name()).toBe('validate-config');
  expect(command.registeredArguments[0]?.defaultValue).toBe('config');
});
