import { appendFileSync } from 'node:fs';
import { check, checkConfig, errorOf, runCli } from '../support/cli.js';
import { dataFolder, spread } from '../support/dataFolder.js';

const folder = dataFolder();
const names = ['one', 'two'];
for (const name of names) folder.csv(`${name}.csv`, ['x', 'y'], 300, (index) => [spread(index), index % 4]);
folder.csv('half.csv', ['x'], 300, (index) => [spread(index)]);

/** A folder of configuration whose files lie beside it. */
function configuration(name: string, models: readonly string[]): string {
  folder.lines(`${name}/drift_thresholds.yaml`, ['ks_test: { significance_level: 0.05 }']);
  folder.lines(`${name}/monitoring_config.yaml`, ['models:', ...models.map((model) => `  - ${model}`)]);
  return `${folder.path}/${name}`;
}

const good = '{ name: good, files: ../one.csv, reference: { files: ../two.csv } }';

test.concurrent('a model whose file is missing; the others go on', async () => {
  const gone = '{ name: gone, files: ../gone.csv, reference: { files: ../two.csv } }';
  const lost = '{ name: lost, files: ../one.csv, reference: { files: ../lost.csv } }';
  const { code, error, results } = await checkConfig(configuration('missing', [gone, good, lost]));
  expect(code).toBe(1);
  expect(error.trimEnd().split('\n')).toEqual([
    expect.stringMatching(/^error: .*gone\.csv: there is no such file; check the path$/),
    expect.stringMatching(/^error: .*lost\.csv: there is no such file; check the path$/),
  ]);
  expect(results.map(({ model, drifted }) => [model, drifted])).toEqual([['good', false]]);
});

test.concurrent('every model broken: errors, and no result', async () => {
  const gone = '{ name: gone, files: ../gone.csv, reference: { files: ../two.csv } }';
  const path = configuration('broken', [gone]);
  expect(await errorOf(path, 'check', '--config', '.', '--format', 'json')).toMatch(
    /gone\.csv: there is no such file/,
  );
});

test.concurrent('a feature that is not in the table; the others go on', async () => {
  const model = '{ name: m, files: ../half.csv, reference: { files: ../one.csv }, features: [x, y, z] }';
  const { code, results } = await checkConfig(configuration('features', [model]));
  expect(code).toBe(1);
  expect(results[0]?.failed).toEqual([
    { feature: 'y', error: 'feature "y": there is no such column in the current data; check its name' },
    {
      feature: 'z',
      error: 'feature "z": there is no such column in the reference and the current data; check its name',
    },
  ]);
  expect(results[0]?.features.map(({ feature }) => feature)).toEqual(['x']);
});

test.concurrent(
  'an expression over a column that is not there, or that is no SQL; the others go on',
  async () => {
    const model =
      '{ name: m, files: ../one.csv, reference: { files: ../two.csv }, features: [x, { a: "nope * 2" }, { b: "x +" }, { c: "x * 2" }] }';
    const { code, results } = await checkConfig(configuration('expressions', [model]));
    expect(code).toBe(1);
    expect(results[0]?.failed.map(({ feature }) => feature)).toEqual(['a', 'b']);
    expect(results[0]?.failed[0]?.error).toMatch(/ feature "a": there is no column "nope"; check its name$/);
    expect(results[0]?.failed[1]?.error).toMatch(
      / feature "b": the expression or query is no SQL: syntax error at or near "\)"$/,
    );
    expect(results[0]?.features.map(({ feature }) => feature)).toEqual(['x', 'c']);
  },
);

test.concurrent.each([
  ['no models', [], 'there are no models to check'],
  ['an unknown key', ['{ name: m, file: a.csv }'], /monitoring_config\.yaml:2 models\[0\]/],
])('%s', async (name, models, message) => {
  const { code, out, error } = await runCli(['check', '--config', configuration(name, models)]);
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(error).toMatch(message);
});

test.concurrent('a model that is not there', async () => {
  const path = configuration('named', [good]);
  expect(await errorOf(path, 'check', '--config', '.', '--model', 'other')).toMatch(
    /there is no model "other"$/,
  );
});

test.concurrent('--fail-on looks at every model', async () => {
  folder.csv('moved.csv', ['x', 'y'], 300, (index) => [1 + spread(index), index % 4]);
  const moved = '{ name: moved, files: ../moved.csv, reference: { files: ../one.csv } }';
  const { code } = await checkConfig(configuration('several', [good, moved]), '--fail-on', 'critical');
  expect(code).toBe(2);
});

test.concurrent(
  'of more numeric features than covariate.max_features the first are looked at, and it says so',
  async () => {
    const three = ['x', 'y', 'z'];
    folder.csv('wide_before.csv', three, 300, (index) =>
      three.map((_, place) => spread(index * (place + 2), place / 3)),
    );
    folder.csv('wide_after.csv', three, 300, (index) =>
      three.map((_, place) => spread(index * (place + 2), place / 2)),
    );
    const path = configuration('wide', [
      '{ name: wide, files: ../wide_after.csv, reference: { files: ../wide_before.csv } }',
    ]);
    appendFileSync(`${path}/monitoring_config.yaml`, 'covariate: { max_features: 2 }\n');
    const said = 'of the first 2 of 3 numeric features';
    const { results } = await checkConfig(path);
    expect(results[0]?.covariate).toMatchObject({ reason: expect.stringContaining(said), left_out: 1 });
    expect(results[0]?.warnings).toEqual([expect.stringContaining(said)]);
  },
);

describe('two files with predictions and labels', () => {
  const columns = ['x', 'bent', 'score', 'label', 'at'];
  const row = (index: number, { isBent = true, isFlipped = false, scale = 1, label = '' } = {}) => {
    const x = spread(index, 0.3);
    const score = 0.1 + 0.8 * Math.abs(x % 1);
    const isPositive = spread(7 * index + 3, 0.1) % 1 < (isFlipped ? 1 - score : score);
    const other = spread(11 * index + 5, 0.7);
    return [
      x,
      (2 * (isBent ? x : other) - 1) ** 2,
      score * scale,
      label === '' ? Number(isPositive) : label,
      new Date(Date.UTC(2026, 0, 1, 0, index)).toISOString(),
    ];
  };
  const rows = 1_000;
  folder.csv('before.csv', columns, rows, (index) => row(index));
  folder.csv('after.csv', columns, rows, (index) => row(index + rows, { isBent: false, isFlipped: true }));
  folder.csv('odd_scores.csv', columns, rows, (index) => row(index + rows, { scale: 2 }));
  folder.csv('one_class.csv', columns, rows, (index) => row(index + rows, { label: '1' }));
  folder.csv('words.csv', columns, rows, (index) =>
    row(index + rows, { label: index % 2 === 0 ? 'up' : 'down' }),
  );
  folder.csv('numbers.csv', columns, rows, (index) => row(index + rows, { label: String(5 + (index % 7)) }));
  const wishes = ['--prediction', 'score', '--label', 'label'];

  test.concurrent('one command tells performance, concept drift and a relation that bends', async () => {
    const more = [...wishes, '--timestamp', 'at', '--allow-row-sample'];
    const { code, error, result } = await check(folder.path, 'before.csv', 'after.csv', ...more);
    expect({ code, error, warnings: result.warnings }).toEqual({ code: 0, error: '', warnings: [] });
    expect(result.performance?.metrics.roc_auc?.change).toMatchObject({ worse: true });
    expect(result.concept?.detected).toBe(true);
    expect(result.signals?.rows).toEqual({ reference: rows, current: rows });
    expect(result.domain_classifier).toMatchObject({
      detected: true,
      features: expect.arrayContaining([expect.objectContaining({ feature: 'bent' })]),
    });
    expect(result.story?.[0]).toMatch(/^ROC AUC fell from/);
    expect(result.features.map(({ feature }) => feature).sort()).toEqual(['bent', 'score', 'x']);
  });

  test.concurrent.each([
    ['odd_scores.csv', wishes, [], /^\d+ of 1000 rows are left out: their score is not between 0 and 1/],
    ['one_class.csv', wishes, [], /^all 1000 labels are of the positive class$/],
    ['numbers.csv', wishes, [], /^no label is 0 or 1: all 1000 are left out; is this a regression/],
    [
      'words.csv',
      wishes,
      [expect.stringMatching(/^labels and predictions of the current data .*"(up|down)" is not a number/)],
      undefined,
    ],
    [
      'after.csv',
      ['--prediction', 'scores', '--label', 'labels'],
      [
        'there is no column "labels" for the label; check its name',
        'there is no column "scores" for the prediction; check its name',
      ],
      undefined,
    ],
    [
      'after.csv',
      ['--prediction', 'label', '--label', 'label'],
      ['column "label" is named as both the prediction and the label; it is the label'],
      undefined,
    ],
    [
      'after.csv',
      [...wishes, '--timestamp', 'x'],
      ['column "x" is DOUBLE, not a timestamp, so nothing is told of when errors changed'],
      undefined,
    ],
  ])('%s with %j is told why', async (current, options, warnings, reason) => {
    const { code, error, result } = await check(folder.path, 'before.csv', current, ...options);
    expect({ code, error, warnings: result.warnings }).toEqual({ code: 0, error: '', warnings });
    if (reason !== undefined) expect(result.performance?.reason).toMatch(reason);
  });
});
