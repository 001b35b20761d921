import { registries } from '../../../test/support/registries.js';
import { testBadFiles, type BadFile } from '../../../test/support/testBadFiles.js';
import { parseConfig } from './load.js';
import { isOfPart } from './parts.js';
import { isOwn, shardOfModel } from './shard.js';

/** One bad `parts:` a mistake, in `testdata/parts/`, and all that is said of it. */
const cases: readonly BadFile[] = [
  [
    'ingest',
    'monitoring_config.yaml:4 models[0].parts: rows come in for a whole model; write parts and ingest at two models of the same table',
  ],
  ['name_taken', 'monitoring_config.yaml:5 models[1].name: "wide (2 of 2)" is the name of models[0] too'],
  ['one', 'monitoring_config.yaml:4 models[0].parts: expected a number of at least 2, got 1'],
  [
    'stream',
    'monitoring_config.yaml:5 models[0].parts: a stream has none: each exporter of it counts what it is sent',
  ],
  ['too_many', 'monitoring_config.yaml:4 models[0].parts: expected a number of at most 1000, got 1001'],
];

testBadFiles('parts', cases);

const parse = (monitoring: string, thresholds = '{}') =>
  parseConfig(
    {
      ...{ folder: '.', monitoringName: 'monitoring_config.yaml' },
      ...{ monitoring: Buffer.from(monitoring), thresholds: Buffer.from(thresholds) },
    },
    { registries, environment: {} },
  );

test('each part is a model of its own, for which the rules of the whole hold', () => {
  const { models, alert_rules } = parse(
    'models: [{ name: wide, files: a.parquet, parts: 2, team: risk }, { name: narrow, files: a.parquet }]',
    'alert_rules: { critical: [{ feature: a, threshold: 1, model: wide }, { feature: b, threshold: 2 }], warning: [{ feature: a, threshold: 0.5, model: wide }] }',
  );
  expect(models.map(({ name, part, team }) => [name, part, team])).toEqual([
    ['wide (1 of 2)', { of: 'wide', index: 1, count: 2 }, 'risk'],
    ['wide (2 of 2)', { of: 'wide', index: 2, count: 2 }, 'risk'],
    ['narrow', undefined, undefined],
  ]);
  expect(alert_rules.critical).toEqual([
    { feature: 'a', threshold: 1, model: 'wide (1 of 2)' },
    { feature: 'a', threshold: 1, model: 'wide (2 of 2)' },
    { feature: 'b', threshold: 2 },
  ]);
  expect(alert_rules.warning.map(({ model }) => model)).toEqual(['wide (1 of 2)', 'wide (2 of 2)']);
});

test('each feature belongs to one part, parts have about as many, and all to a model without parts', () => {
  const features = Array.from({ length: 1_000 }, (_, index) => `feature ${index}`);
  const sizes = [1, 2, 3].map(
    (index) => features.filter((name) => isOfPart(name, { of: 'wide', index, count: 3 })).length,
  );
  expect(sizes.reduce((a, b) => a + b)).toBe(1_000);
  // five standard deviations of a binomial share
  for (const size of sizes) expect(Math.abs(size - 1_000 / 3)).toBeLessThan(75);
  expect(features.every((name) => isOfPart(name, undefined))).toBe(true);
});

test('parts lie on shards that follow each other, whatever the model is called', () => {
  for (const of of ['wide', 'wider', 'widest', 'credit']) {
    const parts = [1, 2, 3, 4].map((index) => ({ name: `part ${index}`, part: { of, index, count: 4 } }));
    const owners = parts.map((part) => shardOfModel(part, 3));
    expect(new Set(owners.slice(0, 3)).size).toBe(3);
    expect(owners[3]).toBe(owners[0]);
    expect(parts.filter((part) => isOwn(part, { index: owners[1] ?? 0, count: 3 }))).toEqual([parts[1]]);
  }
});
