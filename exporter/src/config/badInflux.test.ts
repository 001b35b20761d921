import { testBadFiles, type BadFile } from '../../../test/support/testBadFiles.js';

/** One bad file a mistake, in `testdata/influxdb/`, and all that is said of it. */
const cases: readonly BadFile[] = [
  [
    'source_cannot',
    [
      'monitoring_config.yaml:6 models[0].query: source metrics is of type influxdb, which takes no queries; name a table',
      'monitoring_config.yaml:8 models[0].timestamp_time_zone: source metrics is of type influxdb, which has no times without a zone; leave the key out',
      'monitoring_config.yaml:11 models[0].features[1]: source metrics is of type influxdb, which computes no expressions; write the value beside the others',
      'monitoring_config.yaml:12 models[0].features[2]: source metrics is of type influxdb, which computes no expressions; write the value beside the others',
      'monitoring_config.yaml:14 models[0].reference.query: source metrics is of type influxdb, which takes no queries; name a table',
      'monitoring_config.yaml:15 models[0].importance.table: source metrics is of type influxdb, which tells no importances; write them here, as a map of features to numbers',
    ].join('\n'),
  ],
  [
    'source_keys',
    [
      'monitoring_config.yaml:2 sources.metrics.url: expected an address such as "http://localhost:8086", got a value that is not shown',
      'monitoring_config.yaml:2 sources.metrics.bucket: missing, expected text',
      'monitoring_config.yaml:3 sources.others.url: expected an address without a user and a password in it, got a value that is not shown',
      'monitoring_config.yaml:3 sources.others.ca_file: file "absent.pem" does not exist',
      'monitoring_config.yaml:3 sources.others.parallel_queries: expected a number of at least 1, got 0',
    ].join('\n'),
  ],
  [
    'store_keys',
    [
      'monitoring_config.yaml:2 store.influxdb.bucket: missing, expected text',
      'monitoring_config.yaml:2 store.influxdb.measurement: expected text, got ""',
      'monitoring_config.yaml:2 store.influxdb.tokn: unknown key, did you mean token?',
    ].join('\n'),
  ],
  [
    'measurement',
    'monitoring_config.yaml:2 store.influxdb.measurement: expected a name that does not end in a backslash',
  ],
  [
    'token_twice',
    'monitoring_config.yaml:2 sources.metrics.token_file: expected only one of token and token_file',
  ],
];

testBadFiles('influxdb', cases);
