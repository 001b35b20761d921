import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, checkConfig, errorOf, feature, runCli, type Result } from '../support/cli.js';
import { dataFolder, spread } from '../support/dataFolder.js';

const folder = dataFolder();
folder.csv('past.csv', ['x', 'c', 'id'], 1_000, (index) => [
  (10 * spread(index)).toFixed(4),
  `c${index % 5}`,
  index,
]);
folder.csv('now.csv', ['x', 'c', 'id'], 1_000, (index) => [
  (12 * spread(index)).toFixed(4),
  `c${index % 4}`,
  index,
]);

/** Builds and returns the version. */
async function build(store: string, ...args: readonly string[]): Promise<string> {
  const { code, out, error } = await runCli(['reference', 'build', ...args, '--store', store], {
    cwd: folder.path,
  });
  expect({ code, error }).toEqual({ code: 0, error: '' });
  return /\b[0-9a-f]{12}\b/.exec(out)?.[0] ?? '';
}

const scores = (result: Result) =>
  result.features.map(({ feature, statistics }) => [feature, statistics.psi]);

test.concurrent('built, listed, and used by its version, with the same scores as the file', async () => {
  const version = await build('store', '--reference', 'past.csv');
  const listed = await runCli(['reference', 'list', '--store', 'store', '--format', 'json'], {
    cwd: folder.path,
  });
  expect(JSON.parse(listed.out)).toMatchObject([{ model: 'past', version, rows: 1_000, features: 2 }]);
  const [fresh, saved] = await Promise.all([
    check(folder.path, 'past.csv', 'now.csv'),
    check(folder.path, version, 'now.csv', '--store', 'store'),
  ]);
  expect(saved.error).toMatch(new RegExp(`^model past: using reference ${version}, saved \\d{4}-.*Z\\n$`));
  expect(saved.result.reference).toEqual({ rows: 1_000, version });
  expect(fresh.result.reference).toEqual({ rows: 1_000, version });
  expect(scores(saved.result)).toEqual(scores(fresh.result));
});

test.concurrent('of a saved reference, some features', async () => {
  const version = await build('some', '--reference', 'past.csv');
  const { code, result } = await check(
    folder.path,
    version,
    'now.csv',
    '--store',
    'some',
    '--features',
    'c,id',
  );
  expect({ code, features: result.features.map((one) => one.feature), failed: result.failed }).toEqual({
    code: 1,
    features: ['c'],
    failed: [
      { feature: 'id', error: 'feature "id": the saved reference does not hold it; build one that does' },
    ],
  });
});

test.concurrent('current data that lacks one of its columns; the others go on', async () => {
  folder.csv('less.csv', ['x'], 1_000, (index) => [(10 * spread(index)).toFixed(4)]);
  const version = await build('less', '--reference', 'past.csv');
  const { code, result } = await check(folder.path, version, 'less.csv', '--store', 'less');
  expect({ code, failed: result.failed.map(({ error }) => error) }).toEqual({
    code: 1,
    failed: ['feature "c": there is no such column in the current data; check its name'],
  });
  expect(feature(result, 'x').drifted).toBe(false);
});

test.concurrent('a configuration uses what it has saved, until its file changes', async () => {
  folder.lines('models/drift_thresholds.yaml', ['ks_test: { significance_level: 0.05 }']);
  folder.lines('models/monitoring_config.yaml', [
    'store: { path: saved }',
    'models:',
    '  - { name: pair, files: now.csv, reference: { files: past.csv } }',
  ]);
  for (const name of ['past.csv', 'now.csv'])
    folder.write(`models/${name}`, readFileSync(join(folder.path, name)));
  const models = join(folder.path, 'models');
  const fresh = await checkConfig(models);
  const built = await runCli(['reference', 'build', '--config', '.'], { cwd: models });
  expect(built.code).toBe(0);
  const saved = await checkConfig(models);
  expect([fresh.error, saved.error]).toEqual(['', expect.stringContaining('model pair: using reference ')]);
  expect(saved.results.map(scores)).toEqual(fresh.results.map(scores));
  const counted = await checkConfig(models, '--no-saved-reference');
  expect(counted.error).toBe('');
  folder.csv('models/past.csv', ['x', 'c', 'id'], 900, (index) => [spread(index), `c${index % 5}`, index]);
  const changed = await checkConfig(models);
  expect([changed.error, changed.results[0]?.reference.rows]).toEqual(['', 900]);
});

const version = await build('sound', '--reference', 'past.csv', '--name', 'a model/of mine');
const [model = ''] = readdirSync(join(folder.path, 'sound', 'references'));
const file = `${version}.json`;
const whole = readFileSync(join(folder.path, 'sound', 'references', model, file), 'utf8');

test.concurrent.each([
  ['cut off', (text: string) => text.slice(0, 200)],
  ['no JSON', () => 'garbage'],
  ['of another format', (text: string) => text.replace(/"format":\s*\d+/, '"format":99')],
  ['without its counts', (text: string) => text.replaceAll(/"profile":"[^"]*"/g, '"profile":"AAAA"')],
  ['empty', () => ''],
])('a saved file that is %s: a clear error', async (problem, damage) => {
  folder.write(join(problem, 'references', model, file), damage(whole));
  const error = await errorOf(
    folder.path,
    ...['check', '--reference', version, '--current', 'now.csv', '--store', problem],
  );
  expect(error).toMatch(
    new RegExp(
      `^${problem}/references/.*${version}\\.json: this saved reference cannot be read; delete it and build it again$`,
    ),
  );
});

test.concurrent('nothing is saved: says how to', async () => {
  const { code, out, error } = await runCli(['reference', 'list', '--store', 'none'], { cwd: folder.path });
  expect({ code, out, error }).toEqual({
    code: 0,
    out: '',
    error: 'no reference is saved; make one with `drift-exporter reference build`\n',
  });
});

test.concurrent('a folder that cannot be made', async () => {
  folder.write('file', 'in the way');
  expect(
    await errorOf(folder.path, 'reference', 'build', '--reference', 'past.csv', '--store', 'file'),
  ).toMatch(
    /^file\/references\/past\/[0-9a-f]{12}\.json: the reference cannot be written; check the folder and its space$/,
  );
});
