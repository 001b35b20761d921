import type { Family } from '../description/family.js';
import { minOf } from '../expressions/replicas.js';
import { withTeam } from '../expressions/withTeam.js';
import { lastSuccessFact, newestRowFact } from '../texts/modelFacts.js';

export const staleness: Family = {
  name: 'staleness',
  comment:
    'Models that nobody looks at any more: checks do not succeed, or no new rows come. Silences the drift alerts of the model, so it takes\nall replicas: one with fresh data is enough.',
  alerts: [
    {
      name: 'DriftStale',
      about: 'model',
      conditions: [{ severity: 'warning', expr: withTeam(`${minOf('drift_stale')} == 1`) }],
      keepFiringFor: '15m',
      summary: 'The data of {{ $labels.model }} are stale',
      facts: [
        'Either no check of model {{ $labels.model }} has succeeded of late, or its newest row is older than it should be. Until that is mended, drift goes unseen.',
        newestRowFact,
        lastSuccessFact,
      ],
      dashboard: 'performance-monitoring',
    },
  ],
};
