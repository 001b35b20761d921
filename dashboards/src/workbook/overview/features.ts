import { COLOURS } from '../../description/colours.js';
import { attribute, average, dimension, exact, largest } from '../../description/pill.js';
import type { WorkbookSheet } from '../../description/workbook.js';
import { heatmap as heatmapOnGrafana } from '../../pages/overview/heatmap.js';
import { CHOSEN, COMPARABLE } from '../dailyScores.js';
import { BY_WORST_SEVERITY } from '../fields.js';

export const heatmap: WorkbookSheet = {
  id: heatmapOnGrafana.id,
  title: heatmapOnGrafana.title,
  description:
    'The worst verdict of every feature over time, by the population stability index (PSI) of the chosen window: the features that drift most on top. Point at a cell for its numbers, click it to see this feature below, and choose "Look at this feature" for its own page.',
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
    { pill: dimension('model'), by: average('severity_order'), descending: true },
    { pill: dimension('feature'), by: average('severity_order'), descending: true },
  ],
  fit: 'all',
};

export const selected: WorkbookSheet = {
  id: 'selected-features',
  title: 'Days that differ and how much',
  description:
    'Every day on which a feature differed enough to matter, by its largest PSI: of all features, or of those that are selected in the heatmap. The dashed line is a threshold of your own.',
  grain: ['model', 'feature', 'time'],
  view: 'v1_daily_scores',
  mark: 'Circle',
  rows: [largest('psi')],
  columns: [exact('day')],
  colour: BY_WORST_SEVERITY,
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
  filters: [...COMPARABLE, ...CHOSEN, { kind: 'from', pill: exact('severity_order'), least: 1 }],
  lines: [{ title: 'Threshold of your own', value: { parameter: 'Threshold' }, colour: COLOURS.critical }],
  fit: 'all',
};
