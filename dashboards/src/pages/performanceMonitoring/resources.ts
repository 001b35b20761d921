import type { Sheet } from '../../description/sheet.js';
import { ofExporter, overRange } from '../../queries/promql.js';
import { coloured, lines } from './lines.js';

export const resources: readonly Sheet[] = [
  lines({
    id: 'processor',
    title: 'Processor',
    description:
      'Processor cores that each exporter keeps busy. Checks run side by side, so peaks above one are well.',
    grain: ['exporter', 'time'],
    queries: [
      overRange('cores', ofExporter('rate(process_cpu_seconds_total[$__rate_interval])'), {
        legend: '{{instance}}',
      }),
    ],
    measures: [{ name: 'cores', title: '', unit: 'cores' }],
    mark: 'area',
    nothing: 'not scraped in this time range',
  }),
  lines({
    id: 'memory',
    title: 'Memory',
    description:
      'Memory of each exporter in all, of JavaScript objects in it, and of buffers: sources and the embedded store keep theirs outside the heap.',
    grain: ['exporter', 'time'],
    queries: [
      overRange('resident', ofExporter('process_resident_memory_bytes'), { legend: 'in all, {{instance}}' }),
      overRange('heap', ofExporter('nodejs_heap_size_used_bytes'), { legend: 'objects, {{instance}}' }),
      overRange('external', ofExporter('nodejs_external_memory_bytes'), { legend: 'buffers, {{instance}}' }),
    ],
    measures: ['resident', 'heap', 'external'].map((name) => ({ name, title: '', unit: 'bytes' as const })),
    nothing: 'not scraped in this time range',
  }),
  lines({
    id: 'event-loop',
    title: 'How late timers fire',
    description:
      'The 99 % point since the scrape before. Above a second, scrapes and the status page answer slowly.',
    grain: ['exporter', 'time'],
    queries: [overRange('lag', ofExporter('nodejs_eventloop_lag_p99_seconds'), { legend: '{{instance}}' })],
    measures: [{ name: 'lag', title: '', unit: 'seconds' }],
    to: 0.1,
    nothing: 'not scraped in this time range',
  }),
  lines({
    id: 'files',
    title: 'Open files',
    description:
      'Files and connections that each exporter has open, against the most it may have. On Linux only.',
    grain: ['exporter', 'time'],
    queries: [
      overRange('open', ofExporter('process_open_fds'), { legend: 'open, {{instance}}' }),
      overRange('most', ofExporter('process_max_fds'), { legend: 'at most, {{instance}}' }),
    ],
    measures: [{ name: 'open', title: '', unit: 'count' }, coloured('most', '', 'count', 'critical')],
    nothing: 'not scraped in this time range, or not on Linux',
  }),
];
