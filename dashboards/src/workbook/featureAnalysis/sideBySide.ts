import { COLOURS } from '../../description/colours.js';
import { attribute, average, dimension, largest, least } from '../../description/pill.js';
import { SEVERITY } from '../../description/scale.js';
import type { WorkbookSheet } from '../../description/workbook.js';
import { attribution as attributionOnGrafana } from '../../pages/featureAnalysis/attribution.js';
import { wordsOf } from '../fields.js';
import { SUBJECT } from './rows.js';

export const attribution: WorkbookSheet = {
  id: attributionOnGrafana.id,
  title: 'Attribution: the features side by side',
  description:
    'The features of each model by the PSI of their worst window now, coloured by severity, the worst on top: whether one changed alone, or many together. Click a feature to see only that one.',
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
  sorts: [{ pill: dimension('feature'), by: least('drift_rank'), descending: false }],
  fit: 'width',
};

export const importance: WorkbookSheet = {
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

export const quadrant: WorkbookSheet = {
  id: 'drift-and-importance',
  title: 'Importance against share of the drift',
  description:
    'Each feature by how much it matters to its model, upwards, and by how much of the drift it brings, to the right. Top right drifts and matters: act. Top left matters and is as it was: watch. Bottom right drifts and matters little: note, and look at the source of the data.',
  grain: ['model', 'feature'],
  view: 'v1_importance',
  mark: 'Circle',
  rows: [average('importance_ratio')],
  columns: [average('attribution_ratio')],
  colour: { colour: COLOURS.current },
  detail: SUBJECT,
  label: [dimension('feature')],
  tooltip: [
    dimension('feature'),
    ' of ',
    dimension('model'),
    ': importance ',
    average('importance_ratio'),
    ', share of the drift ',
    average('attribution_ratio'),
    '.',
  ],
  filters: [
    { kind: 'members', pill: dimension('segment'), members: [''] },
    { kind: 'members', pill: dimension('latest'), members: ['true'] },
  ],
  fit: 'all',
  mayBeEmpty: 'no importance may be configured or estimated yet',
};
