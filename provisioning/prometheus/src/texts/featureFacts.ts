import { also, ask, line, remember, SCORE, SHARE } from './ask.js';

const of = (metric: string, ...matchers: readonly string[]): string =>
  `${metric}{${['model=$model', 'feature=$feature', ...matchers].join(', ')}}`;

/** The window that shows the change best, by the larger of both statistics. */
export const tellingScore = also(
  `topk(1, max by (window, statistic) (${of('model_feature_window_statistic:drift_psi:telling')}))`,
  `: {{ if eq .Labels.statistic "missing" }}missing {{ end }}PSI ${SCORE} over {{ .Labels.window }}`,
);

/** The share of missing values, for the end of a line. */
export const missingShare = also(
  `max by (window) (${of('model_feature_fact:drift_psi:told', 'fact="7 missing current"')})`,
  `: ${SHARE} over {{ .Labels.window }}`,
);

export const SEGMENTS = 'model_feature_segment:drift_segment_share:top3';

/** Where the change comes from: segments that changed themselves ("within"), or that have another share of the rows ("mix"). */
export const segmentsFact = [
  `{{- with ${ask(`sort_desc(max by (segment, by) (${of(SEGMENTS)}))`)} }}`,
  'Where the change comes from:',
  `{{- range $place, $top := . }}{{ if $place }},{{ end }} {{ if eq $top.Labels.by "mix" }}the share of rows of {{ end }}{{ $top.Labels.segment }} {{ humanizePercentage $top.Value }}{{ end }}`,
  '{{- end }}',
].join('\n');

const FOREIGN = 'model_feature_window:drift_unseen_ratio';

/** What values that the reference never had add to PSI, and their share. */
export const foreignFact = line(
  `topk(1, max by (window) (${of(`${FOREIGN}:psi`)}))`,
  [
    remember('window'),
    `These alone make a PSI of ${SCORE} over {{ $window }}`,
    also(
      `sort(max by (severity) (${of('drift_threshold', 'severity=~"significant|critical"')}))`,
      `, {{ .Labels.severity }} from ${SCORE}`,
    ),
    also(`max(${of(`${FOREIGN}:or_out_of_range`, 'window=$window')})`, `; they are ${SHARE} of the values`),
  ].join('\n'),
);
