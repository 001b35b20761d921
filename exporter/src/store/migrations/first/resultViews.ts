import type { View } from '../view.js';
import { windowColumns } from './scoreViews.js';

const stage = (name: string): string => `(t.stages ->> '${name}')::float8`;

const checks: View = {
  name: 'v1_checks',
  comment: "Facts: one row a run of a model's check, with how long each stage took.",
  columns: [
    ['model', 't.model', 'Name of the model.'],
    ['reference_version', 't.version', 'Version of the reference that was compared with.'],
    ['writer', 't.writer', 'The exporter that ran the check.'],
    ['started_at', 't.started_at', 'When the check began.'],
    ['finished_at', 't.finished_at', 'When it ended.'],
    ['duration_seconds', 'extract(epoch FROM t.finished_at - t.started_at)::float8', 'How long it took.'],
    ['reference_seconds', stage('reference'), 'Seconds spent on the reference.'],
    ['count_seconds', stage('count'), 'Seconds spent on counting in the source.'],
    ['judge_seconds', stage('judge'), 'Seconds spent on statistics and verdicts.'],
    ['store_seconds', stage('store'), 'Seconds spent on writing results.'],
    ['rows', 't.rows', 'Rows that were counted.'],
    ['buckets', 't.buckets', 'Buckets that were counted.'],
    ['features', 't.features', 'Features that were looked at.'],
    ['failed_features', 't.failed_features', 'Features that could not be counted.'],
    ['succeeded', "t.error = ''", 'Whether the check as a whole succeeded.'],
    ['error', "nullif(t.error, '')", 'Why it failed; empty where it succeeded.'],
    ['data_as_of', 't.watermark', 'Time of the newest row.'],
    [
      'freshness_seconds',
      'extract(epoch FROM t.finished_at - t.watermark)::float8',
      'Age of the newest row when the check ended.',
    ],
  ],
  from: 'FROM drift.checks t',
};

const dataQuality: View = {
  name: 'v1_data_quality',
  comment:
    "Facts: quality of a feature in a window (missing, unseen and out-of-range values) and, with an empty feature, of a model's rows as a whole.",
  columns: [
    ...windowColumns,
    ['rows', 't.rows_current', 'Rows of the window.'],
    ['missing_ratio', 't.missing_ratio_current', 'Share of rows without a value.'],
    ['missing_ratio_reference', 't.missing_ratio_reference', 'The same share in the reference.'],
    ['unseen_ratio', 't.unseen_ratio', 'Share of values that the reference does not have.'],
    [
      'out_of_range_ratio',
      't.out_of_range_ratio',
      "Share of values outside the reference's range; numeric only.",
    ],
    [
      'quality_score',
      'NULL::double precision',
      'From 0 to 1, the share of rows that meet every rule; empty where none are checked.',
    ],
    ['quarantined_rows', 'NULL::double precision', 'Rows that were refused; empty where none are checked.'],
    ['quality_reason', 'NULL::text', 'The rule that rows were refused by, or why the score is what it is.'],
  ],
  from: `FROM drift.scores t JOIN drift.series s ON s.id = t.series_id WHERE s.model IS NOT NULL
UNION ALL
SELECT q.model, q.version, q.segment, q.feature, q.window_name, q.window_start, q.window_end,
  q.rows, NULL, NULL, NULL, NULL, q.quality_score, q.quarantined_rows, q.reason
FROM drift.data_quality q`,
};

const importance: View = {
  name: 'v1_importance',
  comment:
    'Facts: how much a feature matters to the model, and how large its part in the drift is. Shares add up to 1 over the features of one model and window.',
  columns: [
    ...windowColumns,
    ['method', 't.method', 'configured, table, or estimated.'],
    ['importance_ratio', 't.importance_ratio', "Share of the model's importance in this window."],
    ['importance_rank', 't.importance_rank', 'Rank in this window, 1 for the most important.'],
    ['importance_ratio_reference', 't.reference_importance_ratio', 'Share of importance in the reference.'],
    ['importance_rank_reference', 't.reference_importance_rank', 'Rank in the reference.'],
    ['attribution_ratio', 't.attribution_ratio', "Share of the model's drift that this feature brings."],
  ],
  from: 'FROM drift.importance t JOIN drift.series s ON s.id = t.series_id WHERE s.model IS NOT NULL',
};

const performance: View = {
  name: 'v1_performance',
  comment:
    'Facts: how well the model predicts, as measured where labels are known and as estimated where they are not.',
  columns: [
    ['model', 't.model', 'Name of the model.'],
    ['reference_version', 't.version', 'Version of the reference that is compared with.'],
    ['segment', 't.segment', 'Empty for all rows, else column=value.'],
    ['window_name', 't.window_name', 'Length of the window, such as 24h.'],
    ['window_start', 't.window_start', 'Rows from this time on (UTC).'],
    ['window_end', 't.window_end', 'Rows before this time (UTC).'],
    ['metric', 't.metric', 'Which measure, such as accuracy, roc_auc, or rmse.'],
    ['value', 't.value', 'As measured; empty while labels are missing.'],
    ['value_estimated', 't.estimated', 'As estimated without labels.'],
    ['value_estimated_lower', 't.estimated_lower', "Lower end of the estimate's confidence band."],
    ['value_estimated_upper', 't.estimated_upper', "Upper end of the estimate's confidence band."],
    ['value_reference', 't.reference_value', 'The same measure on the reference.'],
    [
      'concept_detected',
      't.concept_detected',
      'Whether the relation of features and label has changed; empty where unknown.',
    ],
    ['rows', 't.rows', 'Rows of the window.'],
    ['rows_labelled', 't.labelled_rows', 'Rows of the window whose label is known.'],
  ],
  from: 'FROM drift.performance t',
};

export const resultViews: readonly View[] = [checks, dataQuality, importance, performance];
