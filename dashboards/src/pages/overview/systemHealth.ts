import { COLOURS } from '../../description/colours.js';
import { steps, SUCCESS, TROUBLE, UP } from '../../description/scale.js';
import type { Sheet } from '../../description/sheet.js';
import { atEnd, during, MODEL, overRange } from '../../queries/promql.js';

export const systemHealth: readonly Sheet[] = [
  {
    id: 'health',
    title: 'Exporter',
    description:
      'How many exporters answer Prometheus, whether their result store answers, whether the configuration in use is the one that was read last, checks that failed within the last hour, and buckets of the past still to be counted.',
    grain: [],
    queries: [
      atEnd('exporters', 'count(drift_exporter_build_info)'),
      atEnd('store', 'min(drift_exporter_store_up)'),
      atEnd('configuration', 'min(drift_exporter_config_last_reload_successful)'),
      atEnd('failed', `sum(max without (instance, pod) (increase(drift_check_errors_total{${MODEL}}[1h])))`),
      atEnd('backlog', `sum(max by (model) (drift_backlog_buckets{${MODEL}}))`),
    ],
    look: {
      mark: 'number',
      measures: [
        { name: 'exporters', title: 'Exporters', unit: 'count' },
        { name: 'store', title: 'Result store', unit: 'count', scale: UP },
        { name: 'configuration', title: 'Configuration', unit: 'count', scale: SUCCESS },
        { name: 'failed', title: 'Failed, 1 h', unit: 'count', scale: TROUBLE },
        {
          name: 'backlog',
          title: 'Buckets behind',
          unit: 'count',
          scale: steps([0, COLOURS.none], [24, COLOURS.small], [168, COLOURS.significant]),
        },
      ],
    },
    nothing: 'not scraped',
    size: { width: 14, height: 5 },
  },
  {
    id: 'sources-over-time',
    title: 'Sources',
    description:
      'Whether each source answered when it was last asked. While one is down, the results of its models grow old.',
    grain: ['source', 'time'],
    queries: [
      overRange('up', `max by (source) (${during('drift_source_up', 'min')})`, { legend: '{{source}}' }),
    ],
    look: { mark: 'state', measure: { name: 'up', title: 'Source', unit: 'count', scale: UP } },
    nothing: 'no source has been asked in this time range',
    size: { width: 10, height: 5 },
    points: 720,
  },
];
