import { COLOURS } from '../../description/colours.js';
import { attribute, dimension, distinct, largest, sum } from '../../description/pill.js';
import { SEVERITY } from '../../description/scale.js';
import type { WorkbookSheet } from '../../description/workbook.js';
import { modelStatus as statusOnGrafana } from '../../pages/overview/modelStatus.js';
import { wordsOf } from '../fields.js';

export const dataAsOf: WorkbookSheet = {
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

export const status: WorkbookSheet = {
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
  colour: { pill: dimension('severity'), words: wordsOf(SEVERITY) },
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
  sorts: [
    { pill: dimension('model'), by: largest('severity_order'), descending: true },
    { pill: dimension('severity'), by: largest('severity_order'), descending: true },
  ],
  fit: 'width',
};
