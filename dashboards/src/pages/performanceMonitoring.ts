import type { Page } from '../description/page.js';
import { checks } from './performanceMonitoring/checks.js';
import { freshness } from './performanceMonitoring/freshness.js';
import { glance } from './performanceMonitoring/glance.js';
import { quality } from './performanceMonitoring/quality.js';
import { resources } from './performanceMonitoring/resources.js';
import { services } from './performanceMonitoring/services.js';
import { streams } from './performanceMonitoring/streams.js';

export const performanceMonitoring: Page = {
  id: 'performance-monitoring',
  title: 'Drift: Performance Monitoring',
  description:
    'Whether the monitor itself keeps up: checks, rows, freshness, data quality, resources, sources and the series budget.',
  choices: { model: 'many', feature: false, window: false, segment: false, metric: false },
  from: 'now-6h',
  sections: [
    { sheets: [...glance, ...checks] },
    { title: 'Freshness', sheets: freshness },
    { title: 'Data quality', sheets: quality },
    { title: 'Live streams', sheets: streams },
    { title: 'Sources, store and series', sheets: services },
    { title: 'Resources of the exporter', sheets: resources },
  ],
};
