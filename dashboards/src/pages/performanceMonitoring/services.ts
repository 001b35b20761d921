import { COLOURS } from '../../description/colours.js';
import { SUCCESS } from '../../description/scale.js';
import type { Sheet } from '../../description/sheet.js';
import { during, MODEL, now, overRange } from '../../queries/promql.js';
import { coloured, lines } from './lines.js';

export const services: readonly Sheet[] = [
  {
    id: 'source-health',
    title: 'Sources and result store',
    description:
      'Whether each source and each result store answered when last asked. A failed reload leaves the configuration before it in use.',
    grain: ['source', 'time'],
    queries: [
      overRange('source', `max by (source) (${during('drift_source_up', 'min')})`, {
        legend: 'source {{source}}',
      }),
      overRange('store', `min by (instance) (${during('drift_exporter_store_up', 'min')})`, {
        legend: 'store of {{instance}}',
      }),
      overRange(
        'configuration',
        `min by (instance) (${during('drift_exporter_config_last_reload_successful', 'min')})`,
        {
          legend: 'configuration of {{instance}}',
        },
      ),
    ],
    look: {
      mark: 'state',
      measure: {
        name: 'source',
        title: 'Answers',
        unit: 'count',
        scale: {
          words: [
            { value: 1, text: 'up', colour: COLOURS.none },
            { value: 0, text: 'down', colour: COLOURS.critical },
          ],
        },
      },
    },
    nothing: 'nothing has been asked in this time range',
    size: { width: 12, height: 8 },
    points: 720,
  },
  lines({
    id: 'series-against-budget',
    title: 'Series against the budget',
    description:
      'Series in a scrape of each exporter, against server.max_series; and how many series of each model are left out to stay within it, the least drifted features first.',
    grain: ['exporter', 'time'],
    queries: [
      overRange('series', 'max by (instance) (drift_exporter_series)', { legend: 'series of {{instance}}' }),
      overRange('limit', 'max(drift_exporter_series_limit)', { legend: 'limit' }),
      overRange('dropped', now('drift_series_dropped', 'model', MODEL), { legend: 'left out of {{model}}' }),
    ],
    measures: [
      { name: 'series', title: '', unit: 'count' },
      coloured('limit', 'limit', 'count', 'critical'),
      { name: 'dropped', title: '', unit: 'count' },
    ],
    nothing: 'not scraped in this time range',
  }),
  lines({
    id: 'audit',
    title: 'Audit log',
    description:
      'Events that the audit log has taken, by action, and events that could not be written there: these should be none.',
    grain: ['time'],
    queries: [
      overRange('events', 'sum by (action) (increase(drift_exporter_audit_events_total[$__rate_interval]))', {
        legend: '{{action}}',
      }),
      overRange('errors', 'sum(increase(drift_exporter_audit_errors_total[$__rate_interval]))', {
        legend: 'could not be written',
      }),
    ],
    measures: [
      { name: 'events', title: '', unit: 'count' },
      coloured('errors', 'could not be written', 'count', 'critical'),
    ],
    mark: 'column',
    nothing: 'not scraped in this time range',
  }),
  {
    id: 'exporters',
    title: 'Exporters',
    description:
      'Every exporter that answers Prometheus: its version, since when it runs, and when it last read its configuration.',
    grain: ['exporter'],
    queries: [
      {
        name: 'build',
        promql: 'max by (instance, version, node_version) (drift_exporter_build_info)',
        over: 'end',
      },
      {
        name: 'started',
        promql:
          '1000 * max by (instance) (process_start_time_seconds and on (job, instance) drift_exporter_build_info)',
        over: 'end',
      },
      {
        name: 'read',
        promql: '1000 * max by (instance) (drift_exporter_config_last_reload_success_timestamp_seconds)',
        over: 'end',
      },
      {
        name: 'reload',
        promql: 'min by (instance) (drift_exporter_config_last_reload_successful)',
        over: 'end',
      },
    ],
    look: {
      mark: 'table',
      columns: [
        { name: 'instance', title: 'Exporter', unit: 'text' },
        { name: 'version', title: 'Version', unit: 'text', width: 80 },
        { name: 'node_version', title: 'Node.js', unit: 'text', width: 90 },
        { name: 'started', title: 'Runs since', unit: 'moment', width: 165 },
        { name: 'read', title: 'Configuration of', unit: 'moment', width: 165 },
        { name: 'reload', title: 'Last reload', unit: 'count', scale: SUCCESS, width: 95 },
      ],
    },
    nothing: 'no exporter answers',
    size: { width: 12, height: 8 },
  },
];
