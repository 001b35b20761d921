import type { Page } from '../description/page.js';
import { heatmap } from './overview/heatmap.js';
import { modelStatus } from './overview/modelStatus.js';
import { recent } from './overview/recent.js';
import { atAGlance } from './overview/atAGlance.js';
import { inWords } from './overview/inWords.js';
import { performanceOfModels } from './overview/performanceOfModels.js';
import { shiftOfModels } from './overview/shiftOfModels.js';
import { systemHealth } from './overview/systemHealth.js';

export const overview: Page = {
  id: 'overview',
  title: 'Drift: Overview',
  description:
    'Whether anything drifts, in which model, since when, whether models still predict, whether the data is fresh and the exporter healthy.',
  choices: { model: 'many', feature: false, window: true, segment: true, metric: true },
  from: 'now-30d',
  sections: [
    { sheets: [...atAGlance, modelStatus, heatmap, ...recent] },
    { title: 'Models as a whole', sheets: [...performanceOfModels, ...shiftOfModels] },
    { title: 'System health', sheets: systemHealth },
    { title: 'In words, from the result store', sheets: [inWords] },
  ],
};
