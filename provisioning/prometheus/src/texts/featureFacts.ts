import { ALL_ROWS } from '../expressions/replicas.js';
import { also, line, MOMENT, NUMBER, remember, SCORE, SHARE } from './ask.js';

const FEATURE = 'model=$model, feature=$feature';
const of = (metric: string, ...matchers: readonly string[]): string =>
  `${metric}{${[FEATURE, ...matchers].join(', ')}}`;
const SCORES = 'model_feature_window_statistic:drift_psi:detected';

/** The window that shows the change best, by the larger of both statistics. */
export const tellingScore = also(
  `topk(1, max by (window, statistic) (${of(SCORES)}))`,
  `: {{ if eq .Labels.statistic "missing" }}missing {{ end }}PSI ${SCORE} over {{ .Labels.window }}`,
);

const thresholds = also(
  `sort(max by (severity) (${of('drift_threshold', 'severity=~"significant|critical"')}))`,
  `, {{ .Labels.severity }} from ${SCORE}`,
);

const largestPsi = `topk(1, max by (window) (${of(SCORES, 'statistic="psi"')}))`;

/** The largest PSI, against which thresholds, and what else would explain it. */
export const psiFact = line(
  largestPsi,
  [
    `PSI: ${SCORE} over {{ .Labels.window }}`,
    remember('window'),
    thresholds,
    also(
      `max(${of('drift_psi_noise_floor', 'window=$window', ALL_ROWS)})`,
      `; chance explains up to ${SCORE}`,
    ),
    also(
      `max(${of('drift_psi_reference_variation', 'window=$window', ALL_ROWS)})`,
      `, the reference's own windows ${SCORE}`,
    ),
  ].join('\n'),
);

const mean = (dataset: string): string =>
  `max(${of('drift_mean', 'window=$window', `dataset="${dataset}"`, ALL_ROWS)})`;

/** From what to what a numeric feature went. */
export const meanFact = line(
  // only where both are known
  `${largestPsi} and on (window) ${of('drift_mean', 'dataset="current"', ALL_ROWS)}`,
  [
    remember('window'),
    'Mean:',
    also(mean('reference'), ` ${NUMBER} in the reference,`),
    also(mean('current'), ` ${NUMBER} over {{ $window }}`),
  ].join('\n'),
);

const categories = (dataset: string, ...matchers: readonly string[]): string =>
  of('drift_category_ratio', `dataset="${dataset}"`, ...matchers, ALL_ROWS);
const by = 'max by (window, category)';

/** The category of a categorical feature whose share moved most. Shares are published of the shortest window. */
export const categoryFact = line(
  `topk(1, abs(${by} (${categories('current')}) - ${by} (${categories('reference')})) > 0)`,
  [
    remember('category'),
    remember('window'),
    'Category that moved most: {{ $category }},',
    also(`max(${categories('reference', 'category=$category')})`, ` ${SHARE} in the reference,`),
    also(`max(${categories('current', 'category=$category')})`, ` ${SHARE} over {{ $window }}`),
  ].join('\n'),
);

const mostMissing = `topk(1, max by (window) (${of(SCORES, 'statistic="missing"')}))`;
const missingRatio = of('drift_missing_ratio', ALL_ROWS);
const shares = [
  also(`max(${of('drift_reference_missing_ratio', ALL_ROWS)})`, ` ${SHARE} in the reference,`),
  also(`max(${of('drift_missing_ratio', 'window=$window', ALL_ROWS)})`, ` ${SHARE} over {{ $window }}`),
];

/** The share of missing values, in the window that shows its change best. */
export const missingFact = line(
  `${mostMissing} and on (window) ${missingRatio}`,
  [remember('window'), 'Missing:', ...shares].join('\n'),
);

/** The same, for the end of a line. */
export const missingShares = also(
  `${mostMissing} and on (window) ${missingRatio}`,
  [':', remember('window'), ...shares].join('\n'),
);

/** What thresholds are compared with where values are missing. */
export const missingScoreFact = line(
  mostMissing,
  [`PSI of missing against present: ${SCORE} over {{ .Labels.window }}`, thresholds].join('\n'),
);

export const sinceFact = line(
  `min(${of('drift_active_since_timestamp_seconds', ALL_ROWS)})`,
  `Since ${MOMENT}`,
);

const FOREIGN = 'model_feature_window:drift_unseen_ratio';

/** What values that the reference never had add to PSI, and their share. */
export const foreignFact = line(
  `topk(1, max by (window) (${of(`${FOREIGN}:psi`)}))`,
  [
    remember('window'),
    `These alone make a PSI of ${SCORE} over {{ $window }}`,
    thresholds,
    also(`max(${of(`${FOREIGN}:or_out_of_range`, 'window=$window')})`, `; they are ${SHARE} of the values`),
  ].join('\n'),
);
