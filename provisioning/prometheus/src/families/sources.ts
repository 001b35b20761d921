import type { Family } from '../description/family.js';
import { maxOf } from '../expressions/replicas.js';
import { withTeam } from '../expressions/withTeam.js';

export const sources: Family = {
  name: 'source-down',
  comment:
    'Sources that do not answer, by model, so that drift alerts of these models can be silenced. Takes all replicas: one that reaches the\nsource is enough.',
  alerts: [
    {
      name: 'DriftSourceDown',
      about: 'model',
      conditions: [
        {
          severity: 'warning',
          expr: withTeam(
            `${maxOf('drift_model_info', 'team')}\nand ignoring (model) ${maxOf('drift_source_up')} == 0`,
          ),
        },
      ],
      for: '5m',
      keepFiringFor: '15m',
      summary: 'Source {{ $labels.source }} of {{ $labels.model }} does not answer',
      facts: [
        'No exporter reaches source {{ $labels.source }}, which holds the rows of model {{ $labels.model }}. Drift goes unseen until it answers.',
      ],
      dashboard: 'performance-monitoring',
    },
  ],
};
