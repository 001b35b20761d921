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

/** By how much the shift is above its threshold, in the window that shows it best. */
export const covariateFact = line(
  `topk(1, max by (window) (model_window:drift_covariate_score:shifted{${MODEL}}))`,
  [
    `Score: ${SCORE} over {{ .Labels.window }}`,
    remember('window'),
    also(`max(drift_covariate_threshold{${MODEL}, window=$window, ${ALL_ROWS}})`, `, shifted from ${SCORE}`),
  ].join('\n'),
);
