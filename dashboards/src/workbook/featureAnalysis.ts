import { dimension, exact } from '../description/pill.js';
import type { WorkbookPage } from '../description/workbook.js';
import { featureAnalysis as onGrafana } from '../pages/featureAnalysis.js';
import { distribution, statistics } from './featureAnalysis/latest.js';
import { patterns, trend, verdicts } from './featureAnalysis/overTime.js';
import { attribution, importance, quadrant } from './featureAnalysis/sideBySide.js';

export const featureAnalysis: WorkbookPage = {
  id: onGrafana.id,
  title: 'Feature Analysis',
  description: onGrafana.description,
  cards: [
    { sheet: trend.id, pill: dimension('model'), title: 'Model' },
    { sheet: trend.id, pill: dimension('feature'), title: 'Feature' },
    { sheet: trend.id, pill: dimension('window_name'), title: 'Window', one: true },
    { sheet: trend.id, pill: exact('day'), title: 'Time' },
  ],
  parameters: ['Threshold'],
  lines: [
    [
      { sheet: attribution, width: 7, height: 13 },
      { sheet: trend, width: 17, height: 13 },
    ],
    [
      { sheet: distribution, width: 14, height: 19 },
      { sheet: statistics, width: 10, height: 19 },
    ],
    [
      { sheet: verdicts, width: 12, height: 9 },
      { sheet: patterns, width: 12, height: 9 },
    ],
    [
      { sheet: importance, width: 14, height: 9 },
      { sheet: quadrant, width: 10, height: 9 },
    ],
  ],
  actions: [
    {
      title: 'Only this feature',
      from: attribution.id,
      does: 'filter',
      fields: ['model', 'feature'],
      on: 'select',
    },
    {
      title: 'The same feature',
      from: attribution.id,
      does: 'highlight',
      fields: ['model', 'feature'],
      on: 'hover',
    },
  ],
};
