import { COLOURS } from '../description/colours.js';
import {
  attribute,
  average,
  computed,
  dimension,
  each,
  exact,
  largest,
  least,
  sum,
} from '../description/pill.js';
import { SEVERITY } from '../description/scale.js';
import type { SheetFilter, WorkbookPage, WorkbookSheet } from '../description/workbook.js';
import { featureAnalysis as onGrafana } from '../pages/featureAnalysis.js';
import { attribution as attributionOnGrafana } from '../pages/featureAnalysis/attribution.js';
import { distribution as distributionOnGrafana } from '../pages/featureAnalysis/distribution.js';
import { statistics as statisticsOnGrafana } from '../pages/featureAnalysis/statistics.js';
import { trend as trendOnGrafana } from '../pages/featureAnalysis/trend.js';
import { BY_WORST_SEVERITY, wordsOf } from './fields.js';

const VIEW = 'v1_feature_analysis';
const SUBJECT = [dimension('model'), dimension('feature')];

/** The rows of one kind, and what a reader narrows all of them by. */
const rowsOf = (record: 'day' | 'statistic' | 'cell'): SheetFilter[] => [
  { kind: 'members', pill: dimension('record'), members: [record] },
  { kind: 'members', pill: dimension('segment'), members: [''] },
  { kind: 'members', pill: dimension('window_name'), members: ['24h'] },
  { kind: 'choice', pill: dimension('model') },
  { kind: 'choice', pill: dimension('feature') },
];
const OVER_TIME: SheetFilter = { kind: 'range', pill: exact('day') };

const trend: WorkbookSheet = {
  id: trendOnGrafana.id,
  title: 'PSI over time and its thresholds',
  description:
    'The largest PSI of each day, a line a feature. The dashed lines are the threshold from which a change of the feature is significant, as the exporter is configured, and a threshold of your own. Below the noise floor lies what chance alone brings.',
  grain: ['model', ...trendOnGrafana.grain],
  view: VIEW,
  mark: 'Line',
  rows: [largest('psi')],
  columns: [exact('day')],
  colour: { colour: COLOURS.current },
  detail: [...SUBJECT, largest('threshold_significant')],
  tooltip: [
    dimension('feature'),
    ' on ',
    exact('day'),
    ': PSI up to ',
    largest('psi'),
    ', on average ',
    average('psi_mean'),
    '.\nChance explains ',
    average('psi_noise_floor'),
    ', the reference itself ',
    average('psi_reference_variation'),
    '.\n',
    attribute('reason'),
  ],
  filters: [...rowsOf('day'), OVER_TIME],
  lines: [
    { title: 'significant', value: largest('threshold_significant'), colour: COLOURS.significant },
    { title: 'your own', value: { parameter: 'Threshold' }, colour: COLOURS.critical },
  ],
  fit: 'all',
};

const verdicts: WorkbookSheet = {
  id: 'severity-of-windows',
  title: 'Verdict of each week',
  description:
    'The worst verdict of each week: how often, and for how long, a feature differed from its reference.',
  grain: ['model', 'feature', 'time'],
  view: VIEW,
  mark: 'Square',
  rows: [dimension('feature')],
  columns: [each('week', 'day')],
  colour: BY_WORST_SEVERITY,
  detail: [dimension('model')],
  tooltip: [
    dimension('feature'),
    ' of ',
    dimension('model'),
    ', week of ',
    each('week', 'day'),
    ': PSI up to ',
    largest('psi'),
    '; missing values up to ',
    largest('missing_ratio'),
    ', unseen ones up to ',
    largest('unseen_ratio'),
    '.',
  ],
  filters: [...rowsOf('day'), OVER_TIME],
  sorts: [{ pill: dimension('feature'), by: largest('psi'), descending: true }],
  fit: 'width',
};

const distribution: WorkbookSheet = {
  id: distributionOnGrafana.id,
  title: 'Reference and current distribution',
  description:
    'How the values are distributed in the reference and in the latest window of the chosen length that a picture was kept of, one picture a feature. Shares add up to 1 over the cells of one picture.',
  grain: ['model', 'feature', 'window', 'value'],
  view: VIEW,
  mark: 'Bar',
  rows: [...SUBJECT, computed('cell_share')],
  columns: [dimension('cell'), dimension('dataset')],
  colour: {
    pill: dimension('dataset'),
    words: [
      ['reference', COLOURS.reference],
      ['current', COLOURS.current],
    ],
  },
  detail: [dimension('cell_name')],
  tooltip: [
    dimension('feature'),
    ' of ',
    dimension('model'),
    ': ',
    computed('cell_share'),
    ' of the ',
    dimension('dataset'),
    ' rows lie in ',
    dimension('cell_name'),
    ' (',
    sum('cell_rows'),
    ' rows).\nWindow that ended ',
    attribute('window_end_utc'),
    ' UTC.',
  ],
  filters: [...rowsOf('cell'), { kind: 'from', pill: exact('cell_ratio'), least: 0.000_001 }],
  fit: 'width',
  shares: true,
};

const statistics: WorkbookSheet = {
  id: statisticsOnGrafana.id,
  title: 'Statistics and what they say',
  description:
    'Every statistic of the latest window of the chosen length in a number and in words. P-values say how surely something changed and not how much; distances say how much.',
  grain: ['model', 'feature', ...statisticsOnGrafana.grain],
  view: VIEW,
  mark: 'Text',
  rows: ['feature', 'statistic', 'statistic_says'].map(dimension),
  columns: [],
  colour: { colour: COLOURS.none },
  detail: [dimension('model')],
  label: [largest('statistic_value')],
  tooltip: [
    dimension('statistic'),
    ' of ',
    dimension('feature'),
    ': ',
    largest('statistic_value'),
    ', measured against ',
    largest('statistic_limit'),
    ': ',
    dimension('statistic_says'),
    '.\nWindow that ended ',
    attribute('window_end_utc'),
    ' UTC.',
  ],
  filters: rowsOf('statistic'),
  sorts: [{ pill: dimension('statistic'), by: least('statistic_order'), descending: false }],
  fit: 'width',
};

const patterns: WorkbookSheet = {
  id: 'historical-patterns',
  title: 'Historical patterns: weekday by week',
  description:
    'The mean PSI of each day, as a calendar: a row that stands out is a weekday that differs, a column is a week that does.',
  grain: ['time'],
  view: VIEW,
  mark: 'Square',
  rows: [each('weekday', 'day')],
  columns: [each('week', 'day')],
  colour: { pill: average('psi_mean'), ramp: ['#eef2f7', COLOURS.current] },
  tooltip: [
    each('weekday', 'day'),
    ' in the week of ',
    each('week', 'day'),
    ': mean PSI ',
    average('psi_mean'),
    ', largest ',
    largest('psi'),
    '.',
  ],
  filters: [...rowsOf('day'), OVER_TIME],
  fit: 'all',
};

const attribution: WorkbookSheet = {
  id: attributionOnGrafana.id,
  title: 'Attribution: the features side by side',
  description:
    'The features of each model by the PSI of their worst window now, coloured by severity: whether one changed alone, or many together. Click a feature to see only that one.',
  grain: ['model', ...attributionOnGrafana.grain],
  view: 'v1_features',
  mark: 'Bar',
  rows: SUBJECT,
  columns: [largest('psi')],
  colour: { pill: dimension('severity'), words: wordsOf(SEVERITY) },
  tooltip: [
    dimension('feature'),
    ' of ',
    dimension('model'),
    ': PSI ',
    largest('psi'),
    ' in the window ',
    attribute('window_name'),
    ', ',
    dimension('severity'),
    '.\nCounts as drifting since ',
    attribute('active_since_utc'),
    ' UTC.',
  ],
  filters: [{ kind: 'members', pill: dimension('segment'), members: [''] }],
  sorts: [{ pill: dimension('feature'), by: largest('psi'), descending: true }],
  fit: 'width',
};

const importance: WorkbookSheet = {
  id: 'importance',
  title: 'Importance and share of the drift',
  description:
    'How much each feature matters to its model, and how much of the drift it brings: a feature with both wants to be looked at first. Shares add up to 1 over the features of one model and window.',
  grain: ['model', 'feature'],
  view: 'v1_importance',
  mark: 'Bar',
  rows: SUBJECT,
  columns: [average('importance_ratio'), average('attribution_ratio')],
  colour: { colour: COLOURS.current },
  tooltip: [
    dimension('feature'),
    ' of ',
    dimension('model'),
    ': importance ',
    average('importance_ratio'),
    ' (in the reference ',
    average('importance_ratio_reference'),
    '), share of the drift ',
    average('attribution_ratio'),
    '.',
  ],
  filters: [
    { kind: 'members', pill: dimension('segment'), members: [''] },
    { kind: 'members', pill: dimension('latest'), members: ['true'] },
  ],
  sorts: [{ pill: dimension('feature'), by: average('importance_ratio'), descending: true }],
  fit: 'width',
  mayBeEmpty: 'no importance may be configured or estimated yet',
};

export const featureAnalysis: WorkbookPage = {
  id: onGrafana.id,
  title: 'Feature Analysis',
  description: onGrafana.description,
  cards: [
    { sheet: trend.id, pill: dimension('model'), title: 'Model' },
    { sheet: trend.id, pill: dimension('feature'), title: 'Feature' },
    { sheet: trend.id, pill: dimension('window_name'), title: 'Window', one: true },
    { sheet: trend.id, pill: exact('day'), title: 'Time' },
  ],
  parameters: ['Threshold'],
  lines: [
    [
      { sheet: attribution, width: 6, height: 12 },
      { sheet: trend, width: 18, height: 12 },
    ],
    [
      { sheet: distribution, width: 14, height: 14 },
      { sheet: statistics, width: 10, height: 14 },
    ],
    [
      { sheet: verdicts, width: 12, height: 8 },
      { sheet: patterns, width: 12, height: 8 },
    ],
    [{ sheet: importance, width: 24, height: 8 }],
  ],
  actions: [
    {
      title: 'Only this feature',
      from: attribution.id,
      does: 'filter',
      fields: ['model', 'feature'],
      on: 'select',
    },
    {
      title: 'The same feature',
      from: attribution.id,
      does: 'highlight',
      fields: ['model', 'feature'],
      on: 'hover',
    },
  ],
};
