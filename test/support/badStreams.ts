import type { BadFile } from './testBadFiles.js';

/** Files of `testdata/monitoring_config` that are about streams and other rows, and what is said of them. */
export const badStreams: readonly BadFile[] = [
  [
    'stream_source',
    'monitoring_config.yaml:4 models[0].source: a stream has none; reference.source says where its reference lies',
  ],
  [
    'stream_and_table',
    'monitoring_config.yaml:3 models[0].stream: expected exactly one of table, query, files or stream',
  ],
  [
    'stream_range',
    'monitoring_config.yaml:4 models[0].reference: a stream keeps no rows; its reference needs a table, a query or files',
  ],
  [
    'stream_rolling',
    'monitoring_config.yaml:4 models[0].reference: a stream keeps no rows; its reference needs a table, a query or files',
  ],
  [
    'stream_reference_source',
    'monitoring_config.yaml:4 models[0].reference.source: missing, expected the name of a source',
  ],
  [
    'stream_unknown_source',
    'monitoring_config.yaml:4 models[0].reference.source: unknown source "warehouse", expected files',
  ],
  [
    'stream_expression',
    'monitoring_config.yaml:5 models[0].features[0]: a stream knows no SQL; send what the expression gives, as a field of its own',
  ],
  [
    'stream_segments',
    'monitoring_config.yaml:4 models[0].segments: a stream has no segments; give each a model of its own',
  ],
  [
    'stream_shifted',
    'monitoring_config.yaml:1 monitoring.clock: expected system or data, since models[0] is a stream: it has no past that could be moved',
  ],
  [
    'reference_source',
    "monitoring_config.yaml:4 models[0].reference.source: only a stream's reference has a source of its own; others lie in the model's",
  ],
  [
    'writer',
    'monitoring_config.yaml:1 monitoring.writer: expected a name of at most 64 letters, digits, ".", "_" and "-", got "../elsewhere"',
  ],
  [
    'model_two_relations',
    'monitoring_config.yaml:3 models[0].files: expected exactly one of table, query, files or stream',
  ],
];
