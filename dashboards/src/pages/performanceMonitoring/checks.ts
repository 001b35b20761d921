import type { Sheet } from '../../description/sheet.js';
import { MODEL, overRange } from '../../queries/promql.js';
import { rowsPerSecond, stageQuantile, wholeCheck } from './expressions.js';
import { lines } from './lines.js';

/** By default a check runs every five minutes: at this distance each point has one. */
const leastStep = '10m';

export const checks: readonly Sheet[] = [
  lines({
    id: 'duration-by-stage',
    title: 'Check duration by stage, 95 %',
    description:
      'What nineteen of twenty checks stay below in each stage: building the reference, counting in the source, judging, storing. To the width of a histogram bucket.',
    grain: ['stage', 'time'],
    queries: [
      overRange('quantile', `${stageQuantile(0.95, '$__rate_interval')} >= 0`, {
        legend: '{{stage}}',
        mayBeEmpty: 'no check may have ended within the interval',
      }),
    ],
    leastStep,
    measures: [{ name: 'quantile', title: '', unit: 'seconds' }],
    nothing: 'no check ended in this time range',
  }),
  lines({
    id: 'latency-trend',
    title: 'Latency trend: a whole check, on average',
    description:
      'How long the checks of each model take, all stages together. It grows with the rows of a bucket and the features; a rise without either is a slow source or store.',
    grain: ['model', 'time'],
    queries: [
      overRange('seconds', wholeCheck('$__rate_interval'), {
        legend: '{{model}}',
        mayBeEmpty: 'no check may have ended within the interval',
      }),
    ],
    leastStep,
    measures: [{ name: 'seconds', title: '', unit: 'seconds' }],
    nothing: 'no check ended in this time range',
  }),
  lines({
    id: 'rows-per-second',
    title: 'Rows per second',
    description:
      'Rows that checks count, by model; rows of open buckets count each time. Zero while nothing new arrives.',
    grain: ['model', 'time'],
    queries: [overRange('rows', rowsPerSecond('$__rate_interval'), { legend: '{{model}}' })],
    leastStep,
    measures: [{ name: 'rows', title: '', unit: 'rows per second' }],
    mark: 'area',
    nothing: 'no check in this time range',
  }),
  lines({
    id: 'failed-by-stage',
    title: 'Failed checks, by stage',
    description:
      'Checks that failed, by the stage that failed. The log of the exporter and v1_checks.error say why.',
    grain: ['model', 'stage', 'time'],
    queries: [
      overRange(
        'failed',
        `sum by (model, stage) (max without (instance, pod) (increase(drift_check_errors_total{${MODEL}}[$__rate_interval])))`,
        { legend: '{{model}}: {{stage}}' },
      ),
    ],
    leastStep,
    measures: [{ name: 'failed', title: '', unit: 'count' }],
    mark: 'column',
    nothing: 'no check in this time range',
  }),
];
