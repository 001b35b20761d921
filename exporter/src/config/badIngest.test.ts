import { testBadFiles, type BadFile } from '../../../test/support/testBadFiles.js';

/** One bad `ingest:` a mistake, in `testdata/ingest/`, and all that is said of it. */
const cases: readonly BadFile[] = [
  [
    'unknown_key',
    'monitoring_config.yaml:6 models[0].ingest.colour: unknown key, expected target, table, folder, tags, timestamp_column, key, features, rules, learned, max_refused, row_count, freshness or quarantine',
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
    'monitoring_config.yaml:7 models[0].ingest.rules[0].matches: expected a regular expression of RE2, which has no look-around and no back-references, got "("',
  ],
  [
    'rule_lookahead',
    'monitoring_config.yaml:7 models[0].ingest.rules[0].matches: expected a regular expression of RE2, which has no look-around and no back-references, got "^(?=a)"',
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
  [
    'influx_key',
    'monitoring_config.yaml:9 models[0].ingest.key: source points is of type influxdb, which has no index to look a key up in; leave it out, and have a rule with unique find what comes twice in a file',
  ],
  [
    'tags',
    'monitoring_config.yaml:6 models[0].ingest.tags: source files is of type duckdb; only points of influxdb have tags',
  ],
  ['target', 'monitoring_config.yaml:6 models[0].ingest.target: unknown source "warehose", expected files'],
];

testBadFiles('ingest', cases);
