import { COLOURS } from '../../description/colours.js';
import { attribute, computed, dimension, exact, largest, least, sum } from '../../description/pill.js';
import type { WorkbookSheet } from '../../description/workbook.js';
import { distribution as distributionOnGrafana } from '../../pages/featureAnalysis/distribution.js';
import { statistics as statisticsOnGrafana } from '../../pages/featureAnalysis/statistics.js';
import { rowsOf, SUBJECT, VIEW } from './rows.js';

export const distribution: WorkbookSheet = {
  id: distributionOnGrafana.id,
  title: 'Reference and current distribution',
  description:
    'How the values are distributed in the reference and in the latest window of the chosen length that a picture was kept of, one picture a feature. Shares add up to 1 over the cells of one picture.',
  grain: ['model', 'feature', 'window', 'value'],
  view: VIEW,
  mark: 'Bar',
  rows: [...SUBJECT, dimension('cell_name')],
  columns: [dimension('dataset'), computed('cell_share')],
  colour: {
    pill: dimension('dataset'),
    words: [
      ['reference', COLOURS.reference],
      ['current', COLOURS.current],
    ],
  },
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
  sorts: [
    { pill: dimension('cell_name'), by: least('cell'), descending: false },
    { pill: dimension('dataset'), by: largest('dataset'), descending: true },
  ],
  fit: 'width',
};

export const statistics: WorkbookSheet = {
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
