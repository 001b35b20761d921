import type { Sheet } from '../../description/sheet.js';
import { MODEL, overRange } from '../../queries/promql.js';
import { lines } from './lines.js';

const mayBeEmpty = 'no model may be a stream';
/** Exporters of one stream each count what they have taken: a fleet is their sum. */
const rate = (metric: string): string => `rate(${metric}{${MODEL}}[$__rate_interval])`;
const quantile = (share: number): string =>
  `histogram_quantile(${share}, sum by (model, le) (${rate('drift_stream_request_duration_seconds_bucket')})) >= 0`;

export const streams: readonly Sheet[] = [
  lines({
    id: 'stream-rows',
    title: 'Rows that are sent',
    description:
      'Rows a second by what becomes of them, over all exporters: accepted, invalid, late (of a closed bucket) or future (further ahead than clocks may differ).',
    grain: ['model', 'time'],
    queries: [
      overRange('rows', `sum by (model, result) (${rate('drift_stream_rows_total')})`, {
        legend: '{{model}}: {{result}}',
        mayBeEmpty,
      }),
    ],
    measures: [{ name: 'rows', title: '', unit: 'rows per second' }],
    nothing: 'no model is a stream',
  }),
  lines({
    id: 'stream-requests',
    title: 'Requests with rows',
    description:
      'Requests a second by what becomes of them. Busy is 429: there is no room, and the client comes again. Failed ones were not kept: the disk or the reference is missing. Replayed ones came before under the same key.',
    grain: ['model', 'time'],
    queries: [
      overRange('requests', `sum by (model, result) (${rate('drift_stream_requests_total')})`, {
        legend: '{{model}}: {{result}}',
        mayBeEmpty,
      }),
    ],
    measures: [{ name: 'requests', title: '', unit: 'requests per second' }],
    nothing: 'no model is a stream',
  }),
  lines({
    id: 'stream-latency',
    title: 'How long rows take to be kept',
    description:
      'What half of the requests and 99 % of them stay below, from the last byte until their rows are counted and on the disk. To the width of a histogram bucket.',
    grain: ['model', 'time'],
    queries: [
      overRange('half', quantile(0.5), { legend: '{{model}}: 50 %', mayBeEmpty }),
      overRange('most', quantile(0.99), { legend: '{{model}}: 99 %', mayBeEmpty }),
    ],
    measures: ['half', 'most'].map((name) => ({ name, title: '', unit: 'seconds' as const })),
    width: 8,
    nothing: 'no rows were taken in this time range',
  }),
  lines({
    id: 'stream-bytes',
    title: 'What waits for the store, in memory',
    description:
      'Counts of buckets that are still open, or that a store that is down does not take, in the memory of each exporter. Rows are refused from 256 MB on.',
    grain: ['exporter', 'time'],
    queries: [
      overRange('held', `max by (model, instance) (drift_stream_held_bytes{${MODEL}})`, {
        legend: '{{model}} at {{instance}}',
        mayBeEmpty,
      }),
    ],
    measures: [{ name: 'held', title: '', unit: 'bytes' }],
    width: 8,
    nothing: 'no model is a stream',
  }),
  lines({
    id: 'stream-log',
    title: 'What waits for the store, on the disk',
    description:
      'The file that keeps these counts over a crash. It grows with every request, and begins anew with the sum of what is held at 16 MB.',
    grain: ['exporter', 'time'],
    queries: [
      overRange('log', `max by (model, instance) (drift_stream_log_bytes{${MODEL}})`, {
        legend: '{{model}} at {{instance}}',
        mayBeEmpty,
      }),
    ],
    measures: [{ name: 'log', title: '', unit: 'bytes' }],
    width: 8,
    nothing: 'no model is a stream',
  }),
];
