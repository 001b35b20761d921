import { badStreams } from '../../../test/support/badStreams.js';
import { testBadFiles, type BadFile } from '../../../test/support/testBadFiles.js';

/** One bad file a mistake, in `testdata/`, and all that is said of it. */
const thresholds: readonly BadFile[] = [
  [
    'bad_indentation',
    'drift_thresholds.yaml:3: wrong indentation, or a bracket or a quote above is not closed',
  ],
  ['binary', 'drift_thresholds.yaml:1: not UTF-8 text'],
  ['circular_alias', 'drift_thresholds.yaml: nested too deeply, or an alias (*) that contains itself'],
  ['deep', 'drift_thresholds.yaml:1: nested too deeply'],
  ['duplicate_key', 'drift_thresholds.yaml:3: key psi_thresholds is there twice'],
  ['empty', 'drift_thresholds.yaml: the file is empty'],
  ['endless_aliases', 'drift_thresholds.yaml: aliases (*) that multiply, or a merge (<<) of what is no map'],
  ['latin1', 'drift_thresholds.yaml:2: not UTF-8 text'],
  ['list_for_map', 'drift_thresholds.yaml:1 psi_thresholds: expected a map of keys, got a list'],
  ['negative', 'drift_thresholds.yaml:2 psi_thresholds.no_change: expected a number above 0, got -0.1'],
  ['not_a_map', 'drift_thresholds.yaml:1: expected a map of keys'],
  ['not_a_number', 'drift_thresholds.yaml:2 psi_thresholds.small_change: expected a number, got NaN'],
  [
    'number_key',
    'drift_thresholds.yaml:2 psi_thresholds.1: unknown key, expected no_change, small_change or significant_change',
  ],
  [
    'out_of_order',
    'drift_thresholds.yaml:3 psi_thresholds.small_change: expected a number above no_change (0.1), got 0.05',
  ],
  [
    'out_of_order_flow',
    'drift_thresholds.yaml:2 psi_thresholds.significant_change: expected a number above small_change (0.2), got 0.2',
  ],
  [
    'out_of_order_with_default',
    'drift_thresholds.yaml:1 psi_thresholds.no_change: expected a number below small_change (0.2, the default), got 0.3',
  ],
  [
    'rule_levels_out_of_order',
    "drift_thresholds.yaml:3 alert_rules.warning[0].threshold: expected a number below the feature's critical threshold (0.15), got 0.2",
  ],
  ['rule_twice', 'drift_thresholds.yaml:4 alert_rules.critical[1].feature: "income" is listed twice'],
  [
    'rule_unknown_model',
    'drift_thresholds.yaml:3 alert_rules.warning[0].model: unknown model "credit", expected flights\ndrift_thresholds.yaml:4 alert_rules.warning[1].model: unknown model "flight", did you mean flights?',
  ],
  [
    'rule_without_threshold',
    'drift_thresholds.yaml:5 alert_rules.critical[1].threshold: missing, expected a number',
  ],
  [
    'significance_level',
    'drift_thresholds.yaml:1 ks_test.significance_level: expected a number below 1, got 1',
  ],
  ['tab', 'drift_thresholds.yaml:2: a tab cannot indent, use spaces'],
  ['tag', 'drift_thresholds.yaml:2 psi_thresholds.no_change: expected a number, got "ten"'],
  ['text_for_number', 'drift_thresholds.yaml:2 psi_thresholds.small_change: expected a number, got "high"'],
  ['two_documents', 'drift_thresholds.yaml:2: expected one document, found another after ---'],
  ['unclosed', 'drift_thresholds.yaml:2: wrong indentation, or a bracket or a quote above is not closed'],
  ['undefined_alias', 'drift_thresholds.yaml:1: alias *shared has no anchor &shared above it'],
  [
    'unknown_key',
    'drift_thresholds.yaml:3 psi_thresholds.smal_change: unknown key, did you mean small_change?',
  ],
  [
    'unknown_key_far',
    'drift_thresholds.yaml:2 models: unknown key, expected psi_thresholds, ks_test or alert_rules',
  ],
];

const monitoring: readonly BadFile[] = [
  [
    'bad_duration',
    'monitoring_config.yaml:3 monitoring.check_frequency: expected a duration such as "30s", "5m", "1h30m" or "7d", got "5 minutes"',
  ],
  [
    'duration_beyond_timer',
    'monitoring_config.yaml:1 monitoring.check_frequency: expected at most "24d", got "30d"',
  ],
  [
    'duration_number',
    'monitoring_config.yaml:1 monitoring.lookback_window: expected a duration such as "30s", "5m", "1h30m" or "7d", got 7',
  ],
  [
    'duration_zero',
    'monitoring_config.yaml:1 monitoring.check_frequency: expected a duration above zero, got "0s"',
  ],
  [
    'environment_missing',
    'monitoring_config.yaml:2 alerting.slack_webhook: environment variable DRIFT_TEST_NOT_SET is not set',
  ],
  [
    'environment_not_a_name',
    'monitoring_config.yaml:2 store.path: expected the name of an environment variable as in ${NAME}, or $${ for a literal ${',
  ],
  ['feature_excluded', 'monitoring_config.yaml:8 models[0].exclude[0]: "age" is listed in features too'],
  [
    'feature_kind',
    'monitoring_config.yaml:5 models[0].features[0].kind: expected numeric or categorical, got "nominal"',
  ],
  [
    'feature_shape',
    'monitoring_config.yaml:4 models[0].features[1]: expected a column, { name, kind, expression } or one name with its SQL expression, got 5',
  ],
  ['feature_twice', 'monitoring_config.yaml:4 models[0].features[2]: "income" is listed twice'],
  [
    'feature_unknown_key',
    'monitoring_config.yaml:5 models[0].features[0].expresion: unknown key, did you mean expression?',
  ],
  ['flag', 'monitoring_config.yaml:1 alerting.email_enabled: expected true or false, got "yes"'],
  ['fraction_of_a_row', 'monitoring_config.yaml:1 monitoring.batch_size: expected a whole number, got 0.5'],
  [
    'model_files_in_a_database',
    'monitoring_config.yaml:7 models[0].reference.files: source warehouse is of type postgres, which reads no files',
  ],
  ['model_is_text', 'monitoring_config.yaml:1 models[0]: expected a map of keys, got "credit"'],
  [
    'model_time_zone',
    'monitoring_config.yaml:4 models[0].time_zone: expected an IANA time zone such as "Europe/Berlin", got "America/New York"',
  ],
  [
    'model_time_zone_offset',
    'monitoring_config.yaml:2 models[0].timestamp_time_zone: expected an IANA time zone such as "Europe/Berlin", got "+05:00"',
  ],
  ['model_twice', 'monitoring_config.yaml:3 models[1].name: "credit" is the name of models[0] too'],
  [
    'model_unknown_source',
    'monitoring_config.yaml:5 models[0].source: unknown source "warehose", did you mean warehouse?',
  ],
  ['model_without_name', 'monitoring_config.yaml:2 models[0].name: missing, expected text'],
  [
    'model_without_rows',
    'monitoring_config.yaml:2 models[0]: expected exactly one of table, query, files or stream',
  ],
  [
    'model_without_source',
    'monitoring_config.yaml:2 models[0].source: missing, expected the name of a source',
  ],
  [
    'recipient',
    'monitoring_config.yaml:4 alerting.recipients[1]: expected an e-mail address such as "ml-team@example.org", got "nobody"',
  ],
  [
    'reference_date',
    'monitoring_config.yaml:5 models[0].reference.from: expected a date or a timestamp such as 2013-03-01 or 2013-03-01T05:00:00Z, got "2024-02-30"',
  ],
  [
    'reference_empty',
    'monitoring_config.yaml:4 models[0].reference: expected exactly one of from and to, table, query, files, rolling or seasonal',
  ],
  [
    'reference_ends_before_it_starts',
    'monitoring_config.yaml:7 models[0].reference.to: expected a time after from (2024-02-01T00:00:00.000Z), got 2024-01-01T00:00:00.000Z',
  ],
  [
    'reference_needs_time',
    'monitoring_config.yaml:4 models[0].reference: from and to need a timestamp_column',
  ],
  [
    'reference_two_kinds',
    'monitoring_config.yaml:5 models[0].reference: expected exactly one of from and to, table, query, files, rolling or seasonal',
  ],
  [
    'secret_file_empty',
    'monitoring_config.yaml:1 alerting.pagerduty_key_file: file "testdata/drift_thresholds/empty.yaml" is empty',
  ],
  [
    'secret_file_missing',
    'monitoring_config.yaml:1 alerting.pagerduty_key_file: file "nowhere/key.txt" does not exist',
  ],
  [
    'secret_number',
    'monitoring_config.yaml:2 sources.warehouse.password: expected text, got a value that is not shown',
  ],
  [
    'secret_twice',
    'monitoring_config.yaml:3 alerting.pagerduty_key_file: expected only one of pagerduty_key and pagerduty_key_file',
  ],
  [
    'server_external_url',
    'monitoring_config.yaml:1 server.external_url: expected an address such as "https://drift.example.org", got "drift.example.org"',
  ],
  [
    'server_external_url_odd',
    'monitoring_config.yaml:1 server.external_url: expected an address such as "https://drift.example.org", got "https://drift.test/a b?x={{y}}"',
  ],
  [
    'server_listen',
    'monitoring_config.yaml:1 server.listen: expected an address and a port such as "127.0.0.1:9464", got "localhost"',
  ],
  ['server_signing_key', 'monitoring_config.yaml:1 server.signing_key: expected at least 32 characters'],
  [
    'server_signing_key_file',
    'monitoring_config.yaml:1 server.signing_key_file: expected at least 32 characters',
  ],
  [
    'server_secrets',
    'monitoring_config.yaml:2 server.external_url: expected an address without a user and a password in it, got a value that is not shown\nmonitoring_config.yaml:3 server.signing_key: expected text, got a value that is not shown',
  ],
  [
    'several',
    'monitoring_config.yaml:1 monitoring.check_frequency: expected a duration such as "30s", "5m", "1h30m" or "7d", got "often"\nmonitoring_config.yaml:2 detection.min_rows: expected a number of at least 1, got 0\nmonitoring_config.yaml:6 models[0].source: unknown source "warehouse", expected files\nmonitoring_config.yaml:7 models[0].bucket: expected a duration such as "30s", "5m", "1h30m" or "7d", got "none"\nmonitoring_config.yaml:8 models[1]: expected exactly one of table, query, files or stream\nmonitoring_config.yaml:8 models[1].source: missing, expected the name of a source\nmonitoring_config.yaml:8 models[1].name: "credit" is the name of models[0] too',
  ],
  [
    'share_above_one',
    'monitoring_config.yaml:1 detection.dataset_share: expected a number of at most 1, got 1.5',
  ],
  ['smtp_without_sender', 'monitoring_config.yaml:2 alerting.smtp.from: missing, expected text'],
  [
    'source_incomplete',
    'monitoring_config.yaml:2 sources.warehouse.user: missing, expected host, database and user, or url',
  ],
  ['source_is_text', 'monitoring_config.yaml:2 sources.warehouse: expected a map of keys, got "postgres"'],
  [
    'source_memory',
    'monitoring_config.yaml:2 sources.files.memory_limit: expected a size such as "512MB" or "4GB", got "plenty"',
  ],
  [
    'source_name',
    'monitoring_config.yaml:2 sources["ware house"]: expected a name of letters, digits, _ and -',
  ],
  [
    'source_sslmode',
    'monitoring_config.yaml:2 sources.warehouse.sslmode: expected disable, require or verify-full, got "verify_full", did you mean verify-full?',
  ],
  [
    'source_type',
    'monitoring_config.yaml:2 sources.warehouse.type: expected duckdb, influxdb, postgres or trino, got "postgresql", did you mean postgres?',
  ],
  [
    'source_unknown_key',
    'monitoring_config.yaml:2 sources.files.memory_limits: unknown key, did you mean memory_limit?',
  ],
  [
    'source_url',
    'monitoring_config.yaml:2 sources.warehouse.url: expected an address such as "postgres://user@host:5432/database"',
  ],
  [
    'source_url_and_host',
    'monitoring_config.yaml:5 sources.warehouse.host: expected only one of url and host',
  ],
  [
    'source_without_type',
    'monitoring_config.yaml:2 sources.warehouse.type: missing, expected duckdb, influxdb, postgres or trino',
  ],
  ['store_both', 'monitoring_config.yaml:2 store.path: expected only one of path and url'],
  ['unknown_section', 'monitoring_config.yaml:1 sever: unknown key, did you mean server?'],
  [
    'webhook_address',
    'monitoring_config.yaml:1 alerting.slack_webhook: expected an address that starts with https://',
  ],
  ['windows_need_time', 'monitoring_config.yaml:4 models[0].check_windows: needs a timestamp_column'],
  [
    'windows_no_multiple',
    'monitoring_config.yaml:5 models[0].windows[1]: expected a multiple of bucket (1h), got 1h30m',
  ],
  [
    'windows_unknown',
    'monitoring_config.yaml:5 models[0].check_windows: expected hour, day, week, month, all or a duration such as "6h", got "quarter"',
  ],
  ...badStreams,
  ['zero_rows', 'monitoring_config.yaml:1 monitoring.batch_size: expected a number of at least 1, got 0'],
];

const models = Buffer.from('models: [{ name: flights, files: a.parquet }]');

testBadFiles('drift_thresholds', thresholds, (content) => ({ monitoring: models, thresholds: content }));
testBadFiles('monitoring_config', monitoring);
