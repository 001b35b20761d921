import { MODEL, now, overRange } from '../../queries/promql.js';
import type { Sheet } from '../../description/sheet.js';
import { lines } from './lines.js';

export const freshness: readonly Sheet[] = [
  lines({
    id: 'age-of-newest-row',
    title: 'Age of the newest row',
    description:
      'How old the newest row of each model is. A saw-tooth is a feed that comes in batches; a straight climb is one that has stopped.',
    grain: ['model', 'time'],
    queries: [
      overRange('age', `time() - ${now('drift_newest_row_timestamp_seconds', 'model', MODEL)}`, {
        legend: '{{model}}',
      }),
    ],
    measures: [{ name: 'age', title: '', unit: 'seconds' }],
    width: 8,
    nothing: 'no row seen in this time range',
  }),
  lines({
    id: 'age-of-last-check',
    title: 'Time since the last successful check',
    description:
      'It should never rise above the time between two checks (monitoring.check_frequency) by much.',
    grain: ['model', 'time'],
    queries: [
      overRange('age', `time() - ${now('drift_last_success_timestamp_seconds', 'model', MODEL)}`, {
        legend: '{{model}}',
      }),
    ],
    measures: [{ name: 'age', title: '', unit: 'seconds' }],
    width: 8,
    nothing: 'no check has succeeded in this time range',
  }),
  lines({
    id: 'backlog',
    title: 'Buckets behind',
    description:
      'Buckets of the past that are still to be counted: after the first start, or after an outage. It should fall.',
    grain: ['model', 'time'],
    queries: [overRange('backlog', now('drift_backlog_buckets', 'model', MODEL), { legend: '{{model}}' })],
    measures: [{ name: 'backlog', title: '', unit: 'count' }],
    mark: 'area',
    width: 8,
    nothing: 'no results in this time range',
  }),
];
