import type { MetricFinding } from '../../detection/model/performance.js';
import type { ModelFamily, Sample } from '../family.js';

/** One number a window and measure of performance. */
function measure(
  name: string,
  help: string,
  value: (finding: MetricFinding) => number | undefined,
): ModelFamily {
  return {
    name,
    help,
    type: 'gauge',
    samples: ({ model, windows }) =>
      windows.flatMap(({ name: window, model: found }) =>
        Object.entries(found?.performance?.metrics ?? {}).flatMap(([metric, finding]): Sample[] => {
          const known = value(finding);
          return known === undefined ? [] : [{ labels: { model, window, metric }, value: known }];
        }),
      ),
  };
}

export const performance = measure(
  'drift_performance',
  'How well the model predicts, of rows whose label is known.',
  ({ measured }) => measured?.value,
);

export const performanceReference = measure(
  'drift_performance_reference',
  'How well the model predicted the rows of the reference.',
  ({ reference }) => reference?.value,
);

export const performanceEstimated = measure(
  'drift_performance_estimated',
  'How well the model would predict if scores meant what they did in the reference, of all rows, labelled or not.',
  ({ estimated }) => estimated?.value,
);

export const performanceWorse = measure(
  'drift_performance_worse',
  'Whether the model predicts worse than in the reference, beyond chance: 1 yes, 0 no; absent where it cannot be told.',
  ({ change }) => (typeof change?.worse === 'boolean' ? Number(change.worse) : undefined),
);

/** Ends of the band of an estimate. */
export const performanceEstimatedBound: ModelFamily = {
  name: 'drift_performance_estimated_bound',
  help: 'Ends of the band, three standard errors on either side, of the estimated performance.',
  type: 'gauge',
  samples: ({ model, windows }) =>
    windows.flatMap(({ name: window, model: found }) =>
      Object.entries(found?.performance?.metrics ?? {}).flatMap(([metric, { estimated }]) =>
        (['lower', 'upper'] as const).flatMap((bound): Sample[] => {
          const value = estimated?.[bound];
          return value === undefined ? [] : [{ labels: { model, window, metric, bound }, value }];
        }),
      ),
    ),
};

export const labelledRatio: ModelFamily = {
  name: 'drift_labelled_ratio',
  help: 'Share of the rows of a window that have a prediction and a label, 0 to 1.',
  type: 'gauge',
  samples: ({ model, windows }) =>
    windows.flatMap(({ name: window, model: found, features: [first] }): Sample[] => {
      const rows = first?.rows.current ?? 0;
      const labelled = found?.performance?.labelled_rows;
      return labelled === undefined || rows === 0
        ? []
        : [{ labels: { model, window }, value: Math.min(1, labelled / rows) }];
    }),
};
