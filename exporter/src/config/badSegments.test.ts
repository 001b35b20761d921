import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseConfig } from './load.js';
import { registries } from '../../../test/support/registries.js';

/** One bad `segments:` a mistake, in `testdata/segments/`, and all that is said of it. */
const cases: [string, string][] = [
  [
    'excluded',
    'monitoring_config.yaml:6 models[0].segments[0]: "region" is listed in exclude too, and its values would be shown',
  ],
  ['is_the_time', 'monitoring_config.yaml:5 models[0].segments[0]: "at" is the timestamp_column'],
  [
    'shape',
    'monitoring_config.yaml:4 models[0].segments[0]: expected a column or { column, top }, got a list',
  ],
  ['top', 'monitoring_config.yaml:5 models[0].segments[0].top: expected a number of at most 100, got 1000'],
  ['twice', 'monitoring_config.yaml:4 models[0].segments[1]: "region" is listed twice'],
  ['unknown_key', 'monitoring_config.yaml:4 models[0].segments[0].most: unknown key, expected column or top'],
];

const folder = resolve('exporter/src/config');
const testdata = join(folder, 'testdata', 'segments');

const parse = (monitoring: Uint8Array, sourceTypes = registries.sourceTypes) =>
  parseConfig(
    { folder, monitoringName: 'monitoring_config.yaml', monitoring },
    { registries: { sourceTypes }, environment: {} },
  );

test.each(cases)('%s', (name, message) => {
  expect(() => parse(readFileSync(join(testdata, `${name}.yaml`)))).toThrow(
    expect.objectContaining({ code: 'config_invalid', message }),
  );
});

test('every file in testdata is tested', () => {
  const files = readdirSync(testdata).map((name) => name.replace('.yaml', ''));
  expect(files.sort()).toEqual(cases.map(([name]) => name).sort());
});

test('a source that counts no segments is refused', () => {
  const text = Buffer.from('models: [{ name: m, files: a.parquet, segments: [region] }]');
  expect(parse(text).models[0]?.segments).toEqual([{ column: 'region', top: 10 }]);
  const { duckdb } = registries.sourceTypes;
  const capabilities = { ...duckdb.capabilities, segments: false as never };
  expect(() => parse(text, { ...registries.sourceTypes, duckdb: { ...duckdb, capabilities } })).toThrow(
    'monitoring_config.yaml:1 models[0].segments: source files is of type duckdb, which counts no segments',
  );
});
