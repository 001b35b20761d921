import { COLOURS } from '../description/colours.js';
import { attribute, average, dimension, distinct, each, exact, largest, sum } from '../description/pill.js';
import { SEVERITY, SUCCESS } from '../description/scale.js';
import type { SheetFilter, WorkbookPage, WorkbookSheet } from '../description/workbook.js';
import { overview as onGrafana } from '../pages/overview.js';
import { heatmap as heatmapOnGrafana } from '../pages/overview/heatmap.js';
import { modelStatus as statusOnGrafana } from '../pages/overview/modelStatus.js';
import { BY_WORST_SEVERITY, STEP, wordsOf } from './fields.js';

const BY_SEVERITY = { pill: dimension('severity'), words: wordsOf(SEVERITY) };

/** All rows, against the reference in use, of one window length: what a score can be compared across. */
export const COMPARABLE: readonly SheetFilter[] = [
  { kind: 'members', pill: dimension('segment'), members: [''] },
  { kind: 'members', pill: dimension('active_reference'), members: ['true'] },
  { kind: 'members', pill: dimension('window_name'), members: ['24h'] },
];
const CHOSEN: readonly SheetFilter[] = [
  { kind: 'choice', pill: dimension('model') },
  { kind: 'choice', pill: dimension('feature') },
  { kind: 'range', pill: exact('day') },
];

const dataAsOf: WorkbookSheet = {
  id: 'data-as-of',
  title: 'Data as of',
  description: 'The time of the newest row that has been counted, of any model, in UTC.',
  grain: [],
  view: 'v1_models',
  mark: 'Text',
  rows: [],
  columns: [],
  colour: { colour: COLOURS.none },
  label: [
    'Data as of ',
    largest('data_as_of_utc'),
    ' UTC\n',
    sum('features_active'),
    ' of ',
    sum('features'),
    ' features drift, in ',
    distinct('model'),
    ' models',
  ],
  tooltip: ['The newest row that has been counted is of ', largest('data_as_of_utc'), ' UTC.'],
  filters: [],
  fit: 'all',
};

const status: WorkbookSheet = {
  id: statusOnGrafana.id,
  title: statusOnGrafana.title,
  description:
    'One row a model, the worst first: the worst severity of its features now, how many of them drift, and how fresh its data is. Click a model to see only its own results on this page.',
  grain: statusOnGrafana.grain,
  view: 'v1_models',
  mark: 'Square',
  rows: ['model', 'severity', 'features_active', 'features', 'data_as_of_utc', 'last_success_at_utc'].map(
    dimension,
  ),
  columns: [],
  colour: BY_SEVERITY,
  detail: [dimension('team')],
  tooltip: [
    dimension('model'),
    ': ',
    dimension('features_active'),
    ' of ',
    dimension('features'),
    ' features drift, the worst change is ',
    dimension('severity'),
    '.\nCompared with reference ',
    attribute('reference_version'),
    '. The newest row is of ',
    dimension('data_as_of_utc'),
    ' UTC.\nLatest failure: ',
    attribute('last_check_error'),
  ],
  filters: [],
  sorts: [{ pill: dimension('model'), by: largest('severity_order'), descending: true }],
  fit: 'width',
};

const heatmap: WorkbookSheet = {
  id: heatmapOnGrafana.id,
  title: heatmapOnGrafana.title,
  description:
    'The worst verdict of every feature over time, by the population stability index (PSI) of the chosen window: the features that changed most on top. Point at a cell for its numbers, click it to see this feature below, and choose "Look at this feature" for its own page.',
  grain: heatmapOnGrafana.grain,
  view: 'v1_daily_scores',
  mark: 'Square',
  rows: [dimension('model'), dimension('feature')],
  columns: [dimension('step_start')],
  colour: BY_WORST_SEVERITY,
  tooltip: [
    dimension('feature'),
    ' of ',
    dimension('model'),
    ', from ',
    dimension('step_start'),
    ' on\nPSI up to ',
    largest('psi'),
    ', on average ',
    average('psi_mean'),
    '; chance explains ',
    average('psi_noise_floor'),
    ', the reference itself ',
    average('psi_reference_variation'),
    '.\nSignificant from ',
    largest('threshold_significant'),
    ' on. Missing values up to ',
    largest('missing_ratio'),
    '.',
  ],
  filters: [...COMPARABLE, ...CHOSEN],
  sorts: [
    { pill: dimension('model'), by: largest('psi'), descending: true },
    { pill: dimension('feature'), by: largest('psi'), descending: true },
  ],
  fit: 'all',
};

const selected: WorkbookSheet = {
  id: 'selected-features',
  title: 'PSI of what is selected',
  description:
    'The largest PSI of each day, a line a feature: of all features, or of those that are selected in the heatmap. The dashed line is a threshold of your own.',
  grain: ['model', 'feature', 'time'],
  view: 'v1_daily_scores',
  mark: 'Line',
  rows: [largest('psi')],
  columns: [exact('day')],
  colour: { colour: COLOURS.current },
  detail: [dimension('model'), dimension('feature')],
  tooltip: [
    dimension('feature'),
    ' of ',
    dimension('model'),
    ' on ',
    exact('day'),
    ': PSI up to ',
    largest('psi'),
    ', significant from ',
    largest('threshold_significant'),
    ' on.\n',
    attribute('reason'),
  ],
  filters: [...COMPARABLE, ...CHOSEN],
  lines: [{ title: 'Threshold of your own', value: { parameter: 'Threshold' }, colour: COLOURS.critical }],
  fit: 'all',
};

const recentAlerts: WorkbookSheet = {
  id: 'recent-alerts',
  title: 'Recent alerts',
  description:
    'The latest alerts, the newest first: what they spoke of, how severe they are and what became of them.',
  grain: ['alert'],
  view: 'v1_alerts',
  mark: 'Square',
  rows: ['starts_at_utc', 'severity', 'status', 'alert_name', 'model', 'feature'].map(dimension),
  columns: [],
  colour: BY_SEVERITY,
  detail: [dimension('alert_id')],
  tooltip: [attribute('summary'), '\n', attribute('description')],
  filters: [{ kind: 'top', pill: dimension('alert_id'), count: 15, by: 'starts_at_utc' }],
  sorts: [{ pill: dimension('starts_at_utc'), by: largest('starts_at_utc'), descending: true }],
  fit: 'width',
  mayBeEmpty: 'no alert may have fired',
};

const health: WorkbookSheet = {
  id: 'system-health',
  title: 'System health: checks by week',
  description:
    'How many checks of each model succeeded and failed. A week without a check is a week without a verdict.',
  grain: ['model', 'time'],
  view: 'v1_checks',
  mark: 'Bar',
  rows: [dimension('model'), distinct('started_at_utc')],
  columns: [each('week', 'started_at_utc')],
  colour: {
    pill: dimension('succeeded'),
    words: wordsOf(SUCCESS).map(([word, colour]) => [word === 'ok' ? 'true' : 'false', colour] as const),
  },
  tooltip: [
    distinct('started_at_utc'),
    ' checks of ',
    dimension('model'),
    ' in this week; succeeded: ',
    dimension('succeeded'),
    '.\nRows counted: ',
    sum('rows'),
  ],
  filters: [],
  fit: 'all',
};

export const overview: WorkbookPage = {
  id: onGrafana.id,
  title: 'Overview',
  description: onGrafana.description,
  cards: [
    { sheet: heatmap.id, pill: dimension('model'), title: 'Model' },
    { sheet: heatmap.id, pill: dimension('feature'), title: 'Feature' },
    { sheet: heatmap.id, pill: dimension('window_name'), title: 'Window', one: true },
    { sheet: heatmap.id, pill: exact('day'), title: 'Time' },
  ],
  parameters: [STEP.name, 'Threshold'],
  lines: [
    [
      { sheet: dataAsOf, width: 7, height: 5 },
      { sheet: status, width: 17, height: 5 },
    ],
    [{ sheet: heatmap, width: 24, height: 14 }],
    [{ sheet: selected, width: 24, height: 8 }],
    [
      { sheet: recentAlerts, width: 14, height: 9 },
      { sheet: health, width: 10, height: 9 },
    ],
  ],
  actions: [
    { title: 'Only this model', from: status.id, does: 'filter', fields: ['model'], on: 'select' },
    {
      title: 'Only what is selected in the heatmap',
      from: heatmap.id,
      does: 'filter',
      fields: ['model', 'feature'],
      except: [dataAsOf.id, status.id, recentAlerts.id, health.id],
      on: 'select',
    },
    {
      title: 'Look at this feature',
      from: heatmap.id,
      does: 'filter',
      to: 'feature-analysis',
      fields: ['model', 'feature'],
      on: 'menu',
    },
    {
      title: 'The same feature',
      from: heatmap.id,
      does: 'highlight',
      fields: ['model', 'feature'],
      on: 'hover',
    },
  ],
};
