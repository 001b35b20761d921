import { COLOURS } from '../description/colours.js';
import {
  along,
  average,
  dimension,
  distinct,
  each,
  exact,
  largest,
  median,
  sum,
} from '../description/pill.js';
import type { SheetFilter, WorkbookPage, WorkbookSheet } from '../description/workbook.js';
import { performanceMonitoring as onGrafana } from '../pages/performanceMonitoring.js';
import { COMPARABLE } from './overview.js';

const VIEW = 'v1_checks';
const CHOSEN: readonly SheetFilter[] = [
  { kind: 'choice', pill: dimension('model') },
  { kind: 'choice', pill: dimension('succeeded') },
  { kind: 'range', pill: exact('started_at_utc') },
];
const CURRENT = { colour: COLOURS.current };

const latency: WorkbookSheet = {
  id: 'latency-trend',
  title: 'Latency trend: how long a check takes',
  description:
    'The median and the longest time of the checks of each day, all stages together. It grows with rows and features; a rise without either is a slow source or store.',
  grain: ['model', 'time'],
  view: VIEW,
  mark: 'Line',
  rows: [median('duration_seconds'), largest('duration_seconds')],
  columns: [along('day', 'started_at_utc')],
  colour: CURRENT,
  detail: [dimension('model')],
  tooltip: [
    dimension('model'),
    ' on ',
    along('day', 'started_at_utc'),
    ': half of its checks took up to ',
    median('duration_seconds'),
    ' s, the longest ',
    largest('duration_seconds'),
    ' s.',
  ],
  filters: CHOSEN,
  fit: 'all',
};

const stages: WorkbookSheet = {
  id: 'duration-by-stage',
  title: 'Where the time goes',
  description: 'Mean seconds of a check spent on counting in the source, on judging, and on writing results.',
  grain: ['model', 'time'],
  view: VIEW,
  mark: 'Line',
  rows: [average('count_seconds'), average('judge_seconds'), average('store_seconds')],
  columns: [along('day', 'started_at_utc')],
  colour: CURRENT,
  detail: [dimension('model')],
  tooltip: [
    dimension('model'),
    ' on ',
    along('day', 'started_at_utc'),
    ': counting ',
    average('count_seconds'),
    ' s, judging ',
    average('judge_seconds'),
    ' s, storing ',
    average('store_seconds'),
    ' s on average.',
  ],
  filters: CHOSEN,
  fit: 'all',
};

const rows: WorkbookSheet = {
  id: 'rows-counted',
  title: 'Rows counted',
  description: 'Rows that the checks of each day counted; rows of open buckets count each time.',
  grain: ['model', 'time'],
  view: VIEW,
  mark: 'Bar',
  rows: [dimension('model'), sum('rows')],
  columns: [each('day', 'started_at_utc')],
  colour: CURRENT,
  tooltip: [sum('rows'), ' rows of ', dimension('model'), ' in ', distinct('started_at_utc'), ' checks.'],
  filters: CHOSEN,
  fit: 'all',
};

const freshness: WorkbookSheet = {
  id: 'data-freshness',
  title: 'Freshness: age of the newest row',
  description: 'How old the newest row was when a check ended, in hours, at most on each day.',
  grain: ['model', 'time'],
  view: VIEW,
  mark: 'Line',
  rows: [largest('freshness_hours')],
  columns: [along('day', 'started_at_utc')],
  colour: CURRENT,
  detail: [dimension('model')],
  tooltip: [
    dimension('model'),
    ' on ',
    along('day', 'started_at_utc'),
    ': the newest row was up to ',
    largest('freshness_hours'),
    ' hours old.',
  ],
  filters: CHOSEN,
  fit: 'all',
};

const quality: WorkbookSheet = {
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
  filters: [
    ...COMPARABLE,
    { kind: 'choice', pill: dimension('model') },
    { kind: 'choice', pill: dimension('feature') },
    { kind: 'range', pill: exact('day') },
  ],
  sorts: [{ pill: dimension('feature'), by: largest('missing_ratio'), descending: true }],
  fit: 'width',
};

const score: WorkbookSheet = {
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

export const performanceMonitoring: WorkbookPage = {
  id: onGrafana.id,
  title: 'Performance Monitoring',
  description: onGrafana.description,
  cards: [
    { sheet: latency.id, pill: dimension('model'), title: 'Model' },
    { sheet: latency.id, pill: dimension('succeeded'), title: 'Succeeded' },
    { sheet: latency.id, pill: exact('started_at_utc'), title: 'Time' },
    { sheet: quality.id, pill: dimension('feature'), title: 'Feature (quality)' },
  ],
  parameters: [],
  lines: [
    [
      { sheet: latency, width: 12, height: 11 },
      { sheet: stages, width: 12, height: 11 },
    ],
    [
      { sheet: rows, width: 12, height: 8 },
      { sheet: freshness, width: 12, height: 8 },
    ],
    [
      { sheet: quality, width: 14, height: 11 },
      { sheet: score, width: 10, height: 11 },
    ],
  ],
  actions: [
    {
      title: 'Only this feature',
      from: quality.id,
      does: 'filter',
      to: 'feature-analysis',
      fields: ['model', 'feature'],
      on: 'menu',
    },
    { title: 'The same model', from: latency.id, does: 'highlight', fields: ['model'], on: 'hover' },
  ],
};
