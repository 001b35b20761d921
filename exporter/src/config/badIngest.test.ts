import { testBadFiles } from '../../../test/support/badFiles.js';

/** One bad `ingest:` a mistake, in `testdata/ingest/`, and all that is said of it. */
const cases: [string, string][] = [
  [
    'unknown_key',
    'monitoring_config.yaml:6 models[0].ingest.colour: unknown key, expected target, table, folder, key, features, rules, learned, max_refused, row_count, freshness or quarantine',
  ],
  [
    'rule_nothing',
    'monitoring_config.yaml:7 models[0].ingest.rules[0].column: expected a check beside it: type, required, range, allowed, matches or unique',
  ],
  [
    'rule_both',
    'monitoring_config.yaml:7 models[0].ingest.rules[0].column: expected exactly one of column and check',
  ],
  [
    'rule_range',
    'monitoring_config.yaml:7 models[0].ingest.rules[0].range: expected the lowest and the highest value, such as [18, 120] or [0, null], got a list',
  ],
  [
    'rule_pattern',
    'monitoring_config.yaml:7 models[0].ingest.rules[0].matches: expected a regular expression, got "("',
  ],
  [
    'rule_action',
    'monitoring_config.yaml:7 models[0].ingest.rules[0].on_failure: expected refuse or flag, got "drop"',
  ],
  [
    'feature',
    'monitoring_config.yaml:6 models[0].ingest.features[0]: expected a name with its SQL expression, such as debt_ratio: "debt / income", got "age"',
  ],
  [
    'max_refused',
    'monitoring_config.yaml:6 models[0].ingest.max_refused: expected a number of at most 1, got 2',
  ],
  [
    'retention',
    'monitoring_config.yaml:6 models[0].ingest.quarantine.retention: expected a duration such as "30s", "5m", "1h30m" or "7d", got "forever"',
  ],
  ['target', 'monitoring_config.yaml:6 models[0].ingest.target: unknown source "warehose", expected files'],
];

testBadFiles('ingest', cases);
