import { visible } from '../third/modelAccess.js';
import { knownViews } from '../third/knownViews.js';
import { zoneless, zonelessColumns } from '../third/zonelessTimes.js';
import type { View, ViewColumn } from '../view.js';
import { LATEST, newestOfModel, newestOfSeries } from './newest.js';

const windowColumns = (owner: 't' | 's'): readonly ViewColumn[] => [
  ['model', `${owner}.model`, 'Name of the model.'],
  ['reference_version', `${owner}.version`, 'Version of the reference that the window is compared with.'],
  ['window_name', 't.window_name', 'Length of the window, such as 24h.'],
  ['window_start', 't.window_start', 'Rows from this time on (UTC).'],
  ['window_end', 't.window_end', 'Rows before this time (UTC).'],
];
const SERIES = 'JOIN drift.series s ON s.id = t.series_id';
const ofSeries = `WHERE s.model IS NOT NULL AND ${visible('s.model')}`;
const untilUtc: ViewColumn = [
  'data_until_utc',
  zoneless('t.data_until'),
  'The same time in UTC, without a zone, for tools whose times have none.',
];

const covariate: View = {
  name: 'v1_covariate',
  comment:
    "Facts: how far the joint distribution of a model's numeric features has moved, one row a window and statistic.",
  columns: [
    ...windowColumns('t'),
    [
      'statistic',
      't.statistic',
      'Which measure, such as pca_reconstruction, hotelling, correlation or frechet.',
    ],
    ['score', 't.score', 'The measure.'],
    [
      'threshold',
      't.threshold',
      "What the reference's own windows of this length seldom exceed; empty where unknown.",
    ],
    [
      'detected',
      't.detected',
      'Whether the joint distribution has changed by this measure; empty where it cannot be told.',
    ],
    ['reason', 't.reason', 'Why, in words: of a changed correlation the pair of features.'],
  ],
  from: `FROM drift.covariate t${newestOfModel('covariate')} WHERE ${visible('t.model')}`,
};

const decompositions: View = {
  name: 'v1_decompositions',
  comment:
    'Facts: what the change of a mean is made of, seen through one feature: other inputs, another relation, or both at once. The three parts add up to the change; features are different views of it and do not.',
  columns: [
    ...windowColumns('s'),
    ['feature', 's.feature', 'The feature through whose cells it is seen.'],
    ['target', 't.target', 'label (rate or mean), prediction (mean) or error (rate or mean).'],
    ['change', 't.change', "The window's mean less the reference's."],
    ['covariate_part', 't.covariate', 'What comes from other values of the feature.'],
    ['concept_part', 't.concept', 'What comes from another mean at the same values.'],
    ['interaction_part', 't.interaction', 'What comes from both at once.'],
  ],
  from: `FROM drift.decompositions t ${SERIES}${newestOfSeries('decompositions')} ${ofSeries}`,
};

const segmentShares: View = {
  name: 'v1_segment_shares',
  comment: 'Facts: in which segments of rows the drift of a feature lies, the largest shares of each window.',
  columns: [
    ...windowColumns('s'),
    ['feature', 's.feature', 'The feature that drifts.'],
    ['segment', 't.segment', 'The rows, as column=value.'],
    [
      'share',
      't.share',
      "Share of the feature's drift that goes where these rows are as they were; shares need not add up.",
    ],
    ['rows', 't.rows', "The segment's rows in the window."],
  ],
  from: `FROM drift.segment_shares t ${SERIES}${newestOfSeries('segment_shares')} ${ofSeries}`,
};

const conceptSignals: View = {
  name: 'v1_concept',
  comment: "Facts: when a sequential detector found that a model's errors had changed, one row a signal.",
  columns: [
    ['model', 't.model', 'Name of the model.'],
    ['reference_version', 't.version', 'Version of the reference that was in use.'],
    ['method', 't.method', 'The detector, such as adwin or page_hinkley.'],
    ['data_until', 't.data_until', 'End of the bucket, or time of the row, at which it signalled (UTC).'],
    ['level', 't.level', 'warning or drift.'],
    ['value', 't.value', 'The mean error of the bucket, or the error of the row.'],
    untilUtc,
  ],
  from: `FROM drift.concept_signals t WHERE ${visible('t.model')}`,
};

const probabilities: View = {
  name: 'v1_probabilities',
  comment:
    'Facts: the probability that a feature drifts, as the network tells it from the sequence of its scores, one row a bucket.',
  columns: [
    ['model', 's.model', 'Name of the model.'],
    ['reference_version', 's.version', 'Version of the reference that scores were found against.'],
    ['feature', 's.feature', 'Name of the feature.'],
    ['data_until', 't.data_until', 'End of the newest bucket that it has seen (UTC).'],
    ['probability', 't.probability', 'From 0 to 1.'],
    untilUtc,
  ],
  from: `FROM drift.probabilities t ${SERIES} ${ofSeries}`,
};

export const modelFactViews: readonly View[] = [
  ...[covariate, decompositions, segmentShares].map((view) => ({
    ...view,
    columns: [...view.columns, ...zonelessColumns(view), LATEST],
  })),
  conceptSignals,
  probabilities,
].map((view) => ({ ...view, guarded: true }));

/** A view that was there, with one more column. */
export const performanceView: readonly View[] = knownViews
  .filter(({ name }) => name === 'v1_performance')
  .map((view) => ({
    ...view,
    columns: [...view.columns, LATEST],
    from: view.from.replace('drift.performance t', (table) => table + newestOfModel('performance')),
  }));
