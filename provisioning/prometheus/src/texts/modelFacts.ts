import { EPISODE } from '../expressions/episode.js';
import { ALL_ROWS, maxOf, minOf } from '../expressions/replicas.js';
import { unlessExpected } from '../expressions/unlessExpected.js';
import { also, ask, line, MOMENT, remember, SCORE } from './ask.js';

const MODEL = 'model=$model';

/** The three features that make up most of the drift. */
export const topThreeFact = [
  `{{- with ${ask(`sort_desc(max by (feature) (model_feature:drift_psi:top3{${MODEL}}))`)} }}`,
  'Most of the drift of the model:',
  `{{- range $place, $top := . }}{{ if $place }},{{ end }} {{ $top.Labels.feature }} {{ humanizePercentage $top.Value }}{{ end }}`,
  '{{- end }}',
].join('\n');

/** How many of the model's features drift, of those that are not expected to. */
export const countFact = line(
  `count(${EPISODE}{${MODEL}} >= 2)`,
  [
    'Drifting: {{ .Value }}',
    also(
      `count(max by (feature) (${unlessExpected(maxOf(`drift_active{${MODEL}, ${ALL_ROWS}}`))}))`,
      ' of {{ .Value }} features',
    ),
  ].join('\n'),
);

/** Since when the first of these features drifts. */
export const modelSinceFact = line(
  `min(${minOf(`drift_active_since_timestamp_seconds{${MODEL}, ${ALL_ROWS}}`)} and ${EPISODE}{${MODEL}})`,
  `Since ${MOMENT}, the first of them`,
);

export const newestRowFact = line(
  `max(drift_newest_row_timestamp_seconds{${MODEL}})`,
  `Newest row: ${MOMENT}`,
);

export const lastSuccessFact = line(
  `max(drift_last_success_timestamp_seconds{${MODEL}})`,
  `Last check that succeeded: ${MOMENT}`,
);

/** The stages of checks that failed. */
export const failedStagesFact = line(
  `max by (stage) (increase(drift_check_errors_total{${MODEL}}[1h])) > 0`,
  'Failed: {{ .Labels.stage }}',
);

export const qualityFact = line(`min(drift_quality_score{${MODEL}})`, `Quality score: ${SCORE} of 1`);

const covariate = (metric: string): string => `max by (window, statistic) (${metric}{${MODEL}, ${ALL_ROWS}})`;

/** The statistic and window that are the furthest beyond what is usual. */
export const covariateFact = line(
  `topk(1, ${covariate('drift_covariate_score')} / ${covariate('drift_covariate_threshold')})`,
  `Furthest beyond what is usual: {{ .Labels.statistic }} over {{ .Labels.window }}, ${SCORE} times the limit`,
);

/** How well the model predicts, in each window that tells, and how well it did. */
export const performanceFact = line(
  `sort(max by (window, metric) (drift_performance{${MODEL}, metric=~"roc_auc|mae|r2", ${ALL_ROWS}}))`,
  [
    `{{ .Labels.metric }}: ${SCORE} over {{ .Labels.window }}`,
    remember('window'),
    remember('metric'),
    ...[
      ['drift_performance_reference', 'in the reference'],
      ['drift_performance_estimated', 'expected from its scores'],
    ].map(([metric, words]) =>
      also(`max(${metric}{${MODEL}, window=$window, metric=$metric, ${ALL_ROWS}})`, `, ${SCORE} ${words}`),
    ),
  ].join('\n'),
);

/** The three features that bring most of the drift of the inputs, on average over the windows of a day and more. */
export const attributionFact = [
  `{{- with ${ask(`sort_desc(topk(3, avg by (feature) (drift_attribution_ratio{${MODEL}, ${ALL_ROWS}}) > 0))`)} }}`,
  'Its inputs drift, most of it by',
  `{{- range $place, $top := . }}{{ if $place }},{{ end }} {{ $top.Labels.feature }} {{ humanizePercentage $top.Value }}{{ end }}`,
  '{{- end }}',
].join('\n');
