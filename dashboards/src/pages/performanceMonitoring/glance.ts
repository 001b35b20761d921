import { COLOURS } from '../../description/colours.js';
import { steps, TROUBLE } from '../../description/scale.js';
import type { Measure, Sheet } from '../../description/sheet.js';
import { atEnd, MODEL, now } from '../../queries/promql.js';
import { rowsPerSecond, wholeCheck } from './expressions.js';

function number(id: string, measure: Omit<Measure, 'name'>, promql: string, description: string): Sheet {
  return {
    id,
    title: measure.title,
    description,
    grain: [],
    queries: [atEnd('value', promql)],
    look: { mark: 'number', measures: [{ ...measure, name: 'value' }] },
    nothing: 'no results',
    size: { width: 4, height: 4 },
  };
}

export const glance: readonly Sheet[] = [
  number(
    'mean-check',
    { title: 'A check takes', unit: 'seconds' },
    `max(${wholeCheck('$__range')})`,
    'How long a check takes on average over the time range, all stages together, of the model that takes longest.',
  ),
  number(
    'rows-a-second',
    { title: 'Rows counted', unit: 'rows per second' },
    `sum(${rowsPerSecond('$__range')})`,
    'Rows that checks count in a second on average over the time range, all models together; rows of open buckets count each time.',
  ),
  number(
    'failed-checks',
    { title: 'Checks failed', unit: 'count', scale: TROUBLE },
    `sum(max without (instance, pod) (increase(drift_check_errors_total{${MODEL}}[$__range])))`,
    'Checks that failed within the time range. A failed check leaves the results before it in place until they are too old.',
  ),
  number(
    'data-age',
    {
      title: 'Oldest newest row',
      unit: 'seconds',
      scale: steps([0, COLOURS.none], [86_400, COLOURS.small], [172_800, COLOURS.significant]),
    },
    `max(time() - ${now('drift_newest_row_timestamp_seconds', 'model', MODEL)})`,
    'How old the newest row is, of the model whose data is the stalest.',
  ),
  number(
    'running-checks',
    { title: 'Checks running', unit: 'count' },
    'sum(drift_exporter_checks_active)',
    'Checks that run at this moment, over all exporters.',
  ),
  number(
    'series-budget',
    {
      title: 'Series budget used',
      unit: 'ratio',
      scale: steps([0, COLOURS.none], [0.8, COLOURS.small], [1, COLOURS.significant]),
    },
    'max(drift_exporter_series / drift_exporter_series_limit)',
    'Series in a scrape, as a share of server.max_series. At 100 % pictures of the least drifted features are left out.',
  ),
];
