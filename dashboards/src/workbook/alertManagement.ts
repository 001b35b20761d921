import { dimension, exact } from '../description/pill.js';
import type { WorkbookPage } from '../description/workbook.js';
import { alertManagement as onGrafana } from '../pages/alertManagement.js';
import { noisiest, notifications } from './alertManagement/fatigue.js';
import { active, history } from './alertManagement/lists.js';
import { overTime, times } from './alertManagement/times.js';

export const alertManagement: WorkbookPage = {
  id: onGrafana.id,
  title: 'Alert Management',
  description: onGrafana.description,
  cards: [
    { sheet: history.id, pill: dimension('model'), title: 'Model' },
    { sheet: history.id, pill: dimension('feature'), title: 'Feature' },
    { sheet: history.id, pill: dimension('severity'), title: 'Severity' },
    { sheet: history.id, pill: exact('starts_at_utc'), title: 'Time' },
  ],
  parameters: [],
  lines: [
    [{ sheet: active, width: 24, height: 7 }],
    [
      { sheet: overTime, width: 14, height: 8 },
      { sheet: times, width: 10, height: 8 },
    ],
    [{ sheet: history, width: 24, height: 10 }],
    [
      { sheet: noisiest, width: 12, height: 9 },
      { sheet: notifications, width: 12, height: 9 },
    ],
  ],
  actions: [
    {
      title: 'Only alerts like this',
      from: noisiest.id,
      does: 'filter',
      fields: ['alert_name', 'model', 'feature'],
      on: 'select',
    },
    {
      title: 'The same feature',
      from: active.id,
      does: 'highlight',
      fields: ['model', 'feature'],
      on: 'hover',
    },
    {
      title: 'Look at this feature',
      from: active.id,
      does: 'filter',
      to: 'feature-analysis',
      fields: ['model', 'feature'],
      on: 'menu',
    },
  ],
};
