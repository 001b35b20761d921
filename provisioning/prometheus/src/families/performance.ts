import type { Family } from '../description/family.js';
import { inLongestWindow } from '../expressions/longestWindow.js';
import { ALL_ROWS, maxOf } from '../expressions/replicas.js';
import { withTeam } from '../expressions/withTeam.js';
import { attributionFact, performanceFact } from '../texts/modelFacts.js';

const LOST = 'model:drift_performance:lost';

const of = (metric: string, measure: string): string =>
  maxOf(`${metric}{metric="${measure}", ${ALL_ROWS}}`, 'metric');

/** What part is gone of what the model was better by than guessing, while it is worse beyond chance. */
function lost(measure: string, guessing: number, judged = measure): string {
  const reference = of('drift_performance_reference', measure);
  return [
    `(${reference} - ${of('drift_performance', measure)})`,
    `/ (${reference} - ${guessing} > 0)`,
    `and ${of('drift_performance_worse', judged)} == 1`,
  ].join('\n');
}

export const performance: Family = {
  name: 'model-performance',
  comment: 'Models that predict worse than they did. Sleeps until labels are known.',
  recordings: [
    {
      record: LOST,
      comment:
        'What part is gone of what a model was better by than guessing (a ROC AUC of a half, an R² of 0), in its longest window, while it is worse beyond chance; R² has no standard error, so the mean absolute error tells',
      expr: inLongestWindow(`(\n${lost('roc_auc', 0.5)}\nor\n${lost('r2', 0, 'mae')}\n)`),
    },
  ],
  alerts: [
    {
      name: 'DriftPerformance',
      about: 'model',
      conditions: [
        { severity: 'critical', expr: withTeam(`${LOST} >= 0.5`) },
        { severity: 'warning', expr: withTeam(`${LOST} >= 0.1`) },
      ],
      // labels come by and by, and the first ones need not be like the rest
      for: '1h',
      keepFiringFor: '2h',
      summary: '{{ $labels.model }} predicts worse than it did',
      facts: [
        'Model {{ $labels.model }} predicts worse than in the reference: of what it was better by than guessing, {{ humanizePercentage $value }} is gone.',
        performanceFact,
        attributionFact,
      ],
      dashboard: 'overview',
    },
  ],
};
