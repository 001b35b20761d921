import { testBadFiles } from '../../../test/support/badFiles.js';

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

testBadFiles('references', cases);
