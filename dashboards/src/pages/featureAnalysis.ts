import type { Page } from '../description/page.js';
import { attribution } from './featureAnalysis/attribution.js';
import { distribution } from './featureAnalysis/distribution.js';
import { history } from './featureAnalysis/history.js';
import { statistics } from './featureAnalysis/statistics.js';
import { fromStore } from './featureAnalysis/fromStore.js';
import { probability } from './featureAnalysis/probability.js';
import { segments } from './featureAnalysis/segments.js';
import { trend } from './featureAnalysis/trend.js';
import { verdict } from './featureAnalysis/verdict.js';

export const featureAnalysis: Page = {
  id: 'feature-analysis',
  title: 'Drift: Feature Analysis',
  description:
    'One feature: how it has changed, since when, by which statistic, in which segments, and next to which others.',
  choices: { model: 'one', feature: true, window: true, segment: true, metric: false },
  from: 'now-30d',
  sections: [
    { sheets: [...verdict, trend, distribution, statistics] },
    { title: 'History', sheets: [...history, probability] },
    { title: 'Segments and attribution', sheets: [segments, attribution] },
    { title: 'In words, and further back: from the result store', sheets: fromStore },
  ],
};
