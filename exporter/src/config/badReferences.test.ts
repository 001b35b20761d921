import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseConfig } from './load.js';
import { registries } from '../../../test/support/registries.js';

/** One bad `reference:` a mistake, in `testdata/references/`, and all that is said of it. */
const cases: [string, string][] = [
  [
    'seasonal_bucket',
    'monitoring_config.yaml:7 models[0].reference.seasonal: needs a bucket of which a day holds a whole number, got 5h',
  ],
  ['seasonal_needs_time', 'monitoring_config.yaml:4 models[0].reference.seasonal: needs a timestamp_column'],
  [
    'seasonal_not_weeks',
    'monitoring_config.yaml:5 models[0].reference.seasonal: expected whole weeks such as "8w", got "10d"',
  ],
];

const folder = resolve('exporter/src/config');
const testdata = join(folder, 'testdata', 'references');

test.each(cases)('%s', (name, message) => {
  const monitoring = readFileSync(join(testdata, `${name}.yaml`));
  const files = { folder, monitoringName: 'monitoring_config.yaml', monitoring };
  expect(() => parseConfig(files, { registries, environment: {} })).toThrow(
    expect.objectContaining({ code: 'config_invalid', message }),
  );
});

test('every file in testdata is tested', () => {
  const files = readdirSync(testdata).map((name) => name.replace('.yaml', ''));
  expect(files.sort()).toEqual(cases.map(([name]) => name).sort());
});
