import { COLOURS } from '../../description/colours.js';
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
} from '../../description/pill.js';
import type { SheetFilter, WorkbookSheet } from '../../description/workbook.js';

const VIEW = 'v1_checks';
const CHOSEN: readonly SheetFilter[] = [
  { kind: 'choice', pill: dimension('model') },
  { kind: 'choice', pill: dimension('succeeded') },
  { kind: 'range', pill: exact('started_at_utc') },
];
const CURRENT = { colour: COLOURS.current };

export const latency: WorkbookSheet = {
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

export const stages: WorkbookSheet = {
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

export const rows: WorkbookSheet = {
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

export const freshness: WorkbookSheet = {
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
