import { parseConfig } from './load.js';
import { registries } from '../../../test/support/registries.js';
import { testBadFiles, type BadFile } from '../../../test/support/testBadFiles.js';

/** One bad `segments:` a mistake, in `testdata/segments/`, and all that is said of it. */
const cases: readonly BadFile[] = [
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

testBadFiles('segments', cases);

test('a source that counts no segments is refused', () => {
  const monitoring = Buffer.from('models: [{ name: m, files: a.parquet, segments: [region] }]');
  const parse = (sourceTypes = registries.sourceTypes) =>
    parseConfig(
      { folder: '.', monitoringName: 'monitoring_config.yaml', monitoring },
      { registries: { sourceTypes }, environment: {} },
    );
  expect(parse().models[0]?.segments).toEqual([{ column: 'region', top: 10 }]);
  const { duckdb } = registries.sourceTypes;
  const capabilities = { ...duckdb.capabilities, segments: false as never };
  expect(() => parse({ ...registries.sourceTypes, duckdb: { ...duckdb, capabilities } })).toThrow(
    'monitoring_config.yaml:1 models[0].segments: source files is of type duckdb, which counts no segments',
  );
});
