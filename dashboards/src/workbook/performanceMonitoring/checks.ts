import { average, dimension, distinct, each, exact, largest, median, sum } from '../../description/pill.js';
import type { SheetFilter, WorkbookSheet } from '../../description/workbook.js';
import { CURRENT, lineByDay } from './lineByDay.js';

const VIEW = 'v1_checks';
const CHOSEN: readonly SheetFilter[] = [
  { kind: 'choice', pill: dimension('model') },
  { kind: 'choice', pill: dimension('succeeded') },
  { kind: 'range', pill: exact('started_at_utc') },
];
export const latency = lineByDay({
  id: 'latency-trend',
  title: 'Latency trend: how long a check takes',
  description:
    'The median and the longest time of the checks of each day, all stages together. It grows with rows and features; a rise without either is a slow source or store.',
  view: VIEW,
  rows: [median('duration_seconds'), largest('duration_seconds')],
  time: 'started_at_utc',
  says: [
    ': half of its checks took up to ',
    median('duration_seconds'),
    ' s, the longest ',
    largest('duration_seconds'),
    ' s.',
  ],
  filters: CHOSEN,
});

export const stages = lineByDay({
  id: 'duration-by-stage',
  title: 'Where the time goes',
  description: 'Mean seconds of a check spent on counting in the source, on judging, and on writing results.',
  view: VIEW,
  rows: [average('count_seconds'), average('judge_seconds'), average('store_seconds')],
  time: 'started_at_utc',
  says: [
    ': counting ',
    average('count_seconds'),
    ' s, judging ',
    average('judge_seconds'),
    ' s, storing ',
    average('store_seconds'),
    ' s on average.',
  ],
  filters: CHOSEN,
});

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

export const freshness = lineByDay({
  id: 'data-freshness',
  title: 'Freshness: age of the newest row',
  description: 'How old the newest row was when a check ended, in hours, at most on each day.',
  view: VIEW,
  rows: [largest('freshness_hours')],
  time: 'started_at_utc',
  says: [': the newest row was up to ', largest('freshness_hours'), ' hours old.'],
  filters: CHOSEN,
});
