import { average, dimension, largest, sum } from '../../description/pill.js';
import type { WorkbookSheet } from '../../description/workbook.js';
import { CHOSEN, COMPARABLE } from '../dailyScores.js';
import { CURRENT, lineByDay } from './lineByDay.js';

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

export const score = lineByDay({
  id: 'quality-score',
  title: 'Data-quality score',
  description: 'The share of the rows of each window that meet every rule of the model, 1 for all.',
  view: 'v1_data_quality',
  rows: [average('quality_score')],
  time: 'window_end_utc',
  says: [': quality score ', average('quality_score'), ', ', sum('quarantined_rows'), ' rows refused.'],
  filters: [{ kind: 'members', pill: dimension('feature'), members: [''] }],
  mayBeEmpty: 'no model may have rules for its rows',
});
