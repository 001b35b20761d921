import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { renderAlertmanagerFiles } from './renderAlertmanagerFiles.js';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'drift-render-'))));
afterEach(() => rmSync(folder, { recursive: true }));

async function run(yaml: string, options: { output?: string; installedAt?: string } = {}) {
  writeFileSync(join(folder, 'monitoring_config.yaml'), yaml);
  let out = '';
  const errors: string[] = [];
  const io = { out: (text: string) => (out += text), error: (line: string) => errors.push(line) };
  await renderAlertmanagerFiles({ config: folder, ...options }, io);
  return { out, errors };
}

const key = 'alerting: { pagerduty_key: hunter2 }\n';
const output = () => join(folder, 'out');

test('without a folder the configuration is printed, with names of files and no secret', async () => {
  const { out, errors } = await run(key);
  expect(out).toContain('routing_key_file: /etc/alertmanager/secrets/drift/pagerduty_key');
  expect(out + errors.join()).not.toContain('hunter2');
  expect(readdirSync(folder)).toEqual(['monitoring_config.yaml']);
});

test('with a folder its path is printed, and the folder is what the configuration names', async () => {
  const { out, errors } = await run(key, { output: output() });
  expect(out).toBe(`${join(output(), 'alertmanager.yml')}\n`);
  expect(readFileSync(join(output(), 'alertmanager.yml'), 'utf8')).toContain(
    `routing_key_file: ${join(output(), 'secrets', 'drift', 'pagerduty_key')}`,
  );
  expect(errors).toContainEqual(expect.stringMatching(/^warning: server.external_url: missing/));
});

test('what is installed elsewhere is named as it lies there', async () => {
  await run(key, { output: output(), installedAt: '/srv/am' });
  expect(readFileSync(join(output(), 'alertmanager.yml'), 'utf8')).toContain(
    '/srv/am/secrets/drift/pagerduty_key',
  );
  await expect(run(key, { output: output(), installedAt: 'srv' })).rejects.toThrow(
    '--installed-at must be an absolute path, got "srv"',
  );
});

test('a secret that is to come is asked for, and stays where somebody has put it', async () => {
  const yaml =
    'alerting: { webhook_token: am }\nserver: { external_url: "https://drift.test", tokens: [{ name: am, role: operator }] }';
  const token = join(output(), 'secrets', 'drift', 'exporter_token');
  expect((await run(yaml, { output: output() })).errors).toContain(
    `warning: ${token}: put the secret there, the configuration has none`,
  );
  writeFileSync(token, 't');
  writeFileSync(join(output(), 'secrets', 'drift', 'of_somebody_else'), 's');
  await run(yaml, { output: output() });
  expect(readFileSync(token, 'utf8')).toBe('t');
  await run('models: []', { output: output() });
  expect(readdirSync(join(output(), 'secrets', 'drift'))).toEqual(['of_somebody_else']);
});

test('secrets of somebody else stay as they are, under whatever name', async () => {
  const theirs = join(output(), 'secrets', 'pagerduty_key');
  mkdirSync(join(output(), 'secrets'), { recursive: true });
  writeFileSync(theirs, 'theirs');
  await run(key, { output: output() });
  await run('models: []', { output: output() });
  expect(readFileSync(theirs, 'utf8')).toBe('theirs');
});

test('a folder that cannot be written is named, and what is there stays whole', async () => {
  writeFileSync(output(), 'a file');
  await expect(run(key, { output: output() })).rejects.toMatchObject({
    code: 'output_unwritable',
    message: expect.stringContaining(output()),
  });
  rmSync(output());
  mkdirSync(join(output(), 'alertmanager.yml'), { recursive: true });
  await expect(run(key, { output: output() })).rejects.toMatchObject({ code: 'output_unwritable' });
  expect(readdirSync(output()).filter((name) => name.includes('part'))).toEqual([]);
});

test('a configuration with errors writes nothing', async () => {
  await expect(run('alerting: { group_wait: soon }', { output: output() })).rejects.toThrow(
    /alerting.group_wait/,
  );
  expect(existsSync(output())).toBe(false);
});
