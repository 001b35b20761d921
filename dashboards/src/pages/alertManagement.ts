import type { Page } from '../description/page.js';
import { activeAlerts } from './alertManagement/activeAlerts.js';
import { fatigue } from './alertManagement/fatigue.js';
import { now } from './alertManagement/now.js';
import { resolution } from './alertManagement/resolution.js';
import { rules } from './alertManagement/rules.js';
import { told } from './alertManagement/told.js';

export const alertManagement: Page = {
  id: 'alert-management',
  title: 'Drift: Alert Management',
  description:
    'What fires now, what fired before and how long it took, the thresholds behind it, and whether people are told too often.',
  choices: { model: 'many', feature: false, window: false, segment: false, metric: false },
  from: 'now-30d',
  sections: [
    { sheets: [...now, ...activeAlerts, ...told] },
    { title: 'Rules and their thresholds', sheets: rules },
    { title: 'History and resolution, from the result store', sheets: resolution },
    { title: 'Fatigue, from the result store', sheets: fatigue },
  ],
};
