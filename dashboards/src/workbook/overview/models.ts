import { COLOURS } from '../../description/colours.js';
import { along, average, computed, dimension, each } from '../../description/pill.js';
import type { WorkbookSheet } from '../../description/workbook.js';
import { BEYOND } from '../fields.js';

const MONTH = along('month', 'window_end_utc');
const WEEK = each('week', 'window_end_utc');

export const performance: WorkbookSheet = {
  id: 'performance-over-time',
  title: 'Performance by month: measured and estimated',
  description:
    'How well each model predicts, on average over the windows of a month: as labels tell, and below as its scores led to expect. Where the upper line falls and the lower one does not, rows that look alike have other labels than they had; where both fall, the inputs have shifted to rows that are harder to tell.',
  grain: ['model', 'time'],
  view: 'v1_performance',
  mark: 'Line',
  rows: [average('value'), average('value_estimated')],
  columns: [MONTH],
  colour: { colour: COLOURS.current },
  detail: [dimension('model'), dimension('metric')],
  tooltip: [
    dimension('metric'),
    ' of ',
    dimension('model'),
    ' in the month from ',
    MONTH,
    ': ',
    average('value'),
    ' measured, ',
    average('value_estimated'),
    ' estimated (',
    average('value_estimated_lower'),
    ' to ',
    average('value_estimated_upper'),
    '), ',
    average('value_reference'),
    ' in the reference.\nOf the ',
    average('rows'),
    ' rows of a window ',
    average('rows_labelled'),
    ' have a label, on average.',
  ],
  filters: [
    { kind: 'members', pill: dimension('segment'), members: [''] },
    { kind: 'members', pill: dimension('window_name'), members: ['1d'] },
    { kind: 'members', pill: dimension('metric'), members: ['roc_auc'] },
  ],
  fit: 'all',
  mayBeEmpty: 'no model may have labels',
};

export const covariate: WorkbookSheet = {
  id: 'covariate-shift',
  title: 'Inputs together: beyond what is usual',
  description:
    "How far the joint distribution of each model's numeric features was from the reference in each week, on average, as a multiple of what the reference's own windows seldom exceed: from 1 on it is more than usual. Correlations may change while no feature does.",
  grain: ['model', 'statistic', 'time'],
  view: 'v1_covariate',
  mark: 'Square',
  rows: [dimension('model'), dimension('statistic')],
  columns: [WEEK],
  colour: { pill: computed(BEYOND.name), ramp: ['#eef2f7', COLOURS.critical] },
  tooltip: [
    dimension('statistic'),
    ' of ',
    dimension('model'),
    ' in the week of ',
    WEEK,
    ': ',
    computed(BEYOND.name),
    ' times the limit (score ',
    average('score'),
    ', limit ',
    average('threshold'),
    ').',
  ],
  filters: [{ kind: 'members', pill: dimension('window_name'), members: ['1d'] }],
  fit: 'width',
  mayBeEmpty: 'no model may have numeric features, or a source that tells how they go together',
};
