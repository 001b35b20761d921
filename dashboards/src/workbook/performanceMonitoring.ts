import { dimension, exact } from '../description/pill.js';
import type { WorkbookPage } from '../description/workbook.js';
import { performanceMonitoring as onGrafana } from '../pages/performanceMonitoring.js';
import { freshness, latency, rows, stages } from './performanceMonitoring/checks.js';
import { quality, score } from './performanceMonitoring/quality.js';

export const performanceMonitoring: WorkbookPage = {
  id: onGrafana.id,
  title: 'Performance Monitoring',
  description: onGrafana.description,
  cards: [
    { sheet: latency.id, pill: dimension('model'), title: 'Model' },
    { sheet: latency.id, pill: dimension('succeeded'), title: 'Succeeded' },
    { sheet: latency.id, pill: exact('started_at_utc'), title: 'Time' },
    { sheet: quality.id, pill: dimension('feature'), title: 'Feature (quality)' },
  ],
  parameters: [],
  lines: [
    [
      { sheet: latency, width: 12, height: 11 },
      { sheet: stages, width: 12, height: 11 },
    ],
    [
      { sheet: rows, width: 12, height: 8 },
      { sheet: freshness, width: 12, height: 8 },
    ],
    [
      { sheet: quality, width: 14, height: 11 },
      { sheet: score, width: 10, height: 11 },
    ],
  ],
  actions: [
    {
      title: 'Only this feature',
      from: quality.id,
      does: 'filter',
      to: 'feature-analysis',
      fields: ['model', 'feature'],
      on: 'menu',
    },
    { title: 'The same model', from: latency.id, does: 'highlight', fields: ['model'], on: 'hover' },
  ],
};
