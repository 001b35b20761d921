import { COLOURS } from '../../description/colours.js';
import { average, dimension, each, exact, largest } from '../../description/pill.js';
import type { WorkbookSheet } from '../../description/workbook.js';
import { trend as trendOnGrafana } from '../../pages/featureAnalysis/trend.js';
import { BY_WORST_SEVERITY } from '../fields.js';
import { OVER_TIME, rowsOf, SUBJECT, VIEW } from './rows.js';

export const trend: WorkbookSheet = {
  id: trendOnGrafana.id,
  title: 'PSI over time and its thresholds',
  description:
    'The largest PSI of each day, coloured by its verdict: grey days differ no more than chance and the reference itself explain. The dashed lines are the threshold from which a change of the feature is significant, as the exporter is configured, and a threshold of your own.',
  grain: ['model', ...trendOnGrafana.grain],
  view: VIEW,
  mark: 'Circle',
  rows: [largest('psi')],
  columns: [exact('day')],
  colour: BY_WORST_SEVERITY,
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
    '; ',
    average('rows_current'),
    ' rows.',
  ],
  filters: [...rowsOf('day'), OVER_TIME],
  lines: [
    { title: 'significant', value: largest('threshold_significant'), colour: COLOURS.significant },
    { title: 'your own', value: { parameter: 'Threshold' }, colour: COLOURS.critical },
  ],
  fit: 'all',
};

export const verdicts: WorkbookSheet = {
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
  sorts: [{ pill: dimension('feature'), by: average('severity_order'), descending: true }],
  fit: 'width',
};

export const patterns: WorkbookSheet = {
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
