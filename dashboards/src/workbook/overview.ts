import { dimension, exact } from '../description/pill.js';
import type { WorkbookPage } from '../description/workbook.js';
import { overview as onGrafana } from '../pages/overview.js';
import { STEP, THRESHOLD } from './fields.js';
import { heatmap, selected } from './overview/features.js';
import { health, recentAlerts } from './overview/health.js';
import { covariate, performance } from './overview/models.js';
import { dataAsOf, status } from './overview/now.js';

export const overview: WorkbookPage = {
  id: onGrafana.id,
  title: 'Overview',
  description: onGrafana.description,
  cards: [
    { sheet: heatmap.id, pill: dimension('model'), title: 'Model' },
    { sheet: heatmap.id, pill: dimension('feature'), title: 'Feature' },
    { sheet: heatmap.id, pill: dimension('window_name'), title: 'Window', one: true },
    { sheet: heatmap.id, pill: exact('day'), title: 'Time' },
    { sheet: performance.id, pill: dimension('metric'), title: 'Measure', one: true },
  ],
  parameters: [STEP.name, THRESHOLD.name],
  lines: [
    [
      { sheet: dataAsOf, width: 7, height: 5 },
      { sheet: status, width: 17, height: 5 },
    ],
    [{ sheet: heatmap, width: 24, height: 14 }],
    [{ sheet: selected, width: 24, height: 8 }],
    [
      { sheet: performance, width: 12, height: 11 },
      { sheet: covariate, width: 12, height: 11 },
    ],
    [
      { sheet: recentAlerts, width: 14, height: 9 },
      { sheet: health, width: 10, height: 9 },
    ],
  ],
  actions: [
    { title: 'Only this model', from: status.id, does: 'filter', fields: ['model'], on: 'select' },
    {
      title: 'Only what is selected in the heatmap',
      from: heatmap.id,
      does: 'filter',
      fields: ['model', 'feature'],
      except: [dataAsOf.id, status.id, performance.id, covariate.id, recentAlerts.id, health.id],
      on: 'select',
    },
    {
      title: 'Look at this feature',
      from: heatmap.id,
      does: 'filter',
      to: 'feature-analysis',
      fields: ['model', 'feature'],
      on: 'menu',
    },
    {
      title: 'The same feature',
      from: heatmap.id,
      does: 'highlight',
      fields: ['model', 'feature'],
      on: 'hover',
    },
  ],
};
