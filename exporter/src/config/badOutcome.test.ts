import { testBadFiles, type BadFile } from '../../../test/support/testBadFiles.js';

/** One bad key of predictions, labels and importance a mistake, in `testdata/outcome/`, and all that is said of it. */
const cases: readonly BadFile[] = [
  [
    'covariate_features',
    'monitoring_config.yaml:1 covariate.max_features: expected a number of at least 2, got 1',
  ],
  [
    'importance_list',
    'monitoring_config.yaml:4 models[0].importance: expected a map of features to numbers, or one of table, query or files, got a list',
  ],
  [
    'importance_negative',
    'monitoring_config.yaml:6 models[0].importance.age: expected a number of at least 0, got -0.1',
  ],
  [
    'importance_two_places',
    'monitoring_config.yaml:5 models[0].importance: expected exactly one of table, query or files',
  ],
  [
    'positive_regression',
    'monitoring_config.yaml:6 models[0].positive_label: a regression has no classes; leave it out, or write task: classification',
  ],
  ['positive_without_label', 'monitoring_config.yaml:4 models[0].positive_label: needs a label_column'],
  ['task', 'monitoring_config.yaml:5 models[0].task: expected classification or regression, got "ranking"'],
  [
    'threshold',
    'monitoring_config.yaml:4 models[0].decision_threshold: expected a number of at most 1, got 50',
  ],
];

testBadFiles('outcome', cases);
