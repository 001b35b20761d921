import { COLOURS } from '../../description/colours.js';
import { along, average, dimension, largest, sum } from '../../description/pill.js';
import type { WorkbookSheet } from '../../description/workbook.js';
import { CHOSEN, COMPARABLE } from '../dailyScores.js';

const CURRENT = { colour: COLOURS.current };

export const quality: WorkbookSheet = {
  id: 'quality-of-features',
  title: 'Data quality of every feature',
  description:
    'The largest share on any day of rows without a value, of values that the reference does not have, and of values beyond its range.',
  grain: ['model', 'feature'],
  view: 'v1_daily_scores',
  mark: 'Bar',
  rows: [dimension('model'), dimension('feature')],
  columns: [largest('missing_ratio'), largest('unseen_ratio'), largest('out_of_range_ratio')],
  colour: CURRENT,
  tooltip: [
    dimension('feature'),
    ' of ',
    dimension('model'),
    ': up to ',
    largest('missing_ratio'),
    ' of a window missing, ',
    largest('unseen_ratio'),
    ' unseen, ',
    largest('out_of_range_ratio'),
    ' out of range.',
  ],
  filters: [...COMPARABLE, ...CHOSEN],
  sorts: [{ pill: dimension('feature'), by: largest('missing_ratio'), descending: true }],
  fit: 'width',
};

export const score: WorkbookSheet = {
  id: 'quality-score',
  title: 'Data-quality score',
  description: 'The share of the rows of each window that meet every rule of the model, 1 for all.',
  grain: ['model', 'time'],
  view: 'v1_data_quality',
  mark: 'Line',
  rows: [average('quality_score')],
  columns: [along('day', 'window_end_utc')],
  colour: CURRENT,
  detail: [dimension('model')],
  tooltip: [
    dimension('model'),
    ' on ',
    along('day', 'window_end_utc'),
    ': quality score ',
    average('quality_score'),
    ', ',
    sum('quarantined_rows'),
    ' rows refused.',
  ],
  filters: [{ kind: 'members', pill: dimension('feature'), members: [''] }],
  fit: 'all',
  mayBeEmpty: 'no model may have rules for its rows',
};
