import { severities, type FeatureResult } from '../../detection/result.js';
import type { FeatureFamily } from '../family.js';

/** One verdict a feature and window. */
function verdict(
  name: string,
  help: string,
  value: (result: FeatureResult) => number | undefined,
): FeatureFamily {
  return {
    name,
    help,
    group: 'verdicts',
    type: 'gauge',
    samples: ({ model, feature, windows }) =>
      windows.flatMap(({ window, result }) => {
        const verdictNumber = value(result);
        return verdictNumber === undefined
          ? []
          : [{ labels: { model, feature, window }, value: verdictNumber }];
      }),
  };
}

export const active: FeatureFamily = {
  name: 'drift_active',
  help: 'Whether the feature drifts, over all windows and for long enough: 1 yes, 0 no.',
  group: 'verdicts',
  type: 'gauge',
  samples: ({ model, feature, active: state }) =>
    state === undefined ? [] : [{ labels: { model, feature }, value: Number(state.active) }],
};

export const activeSeverity: FeatureFamily = {
  name: 'drift_active_severity',
  help: 'The worst that has held since the feature began to drift, while it does: 0 none, 1 small, 2 significant, 3 critical. What alerts use.',
  group: 'verdicts',
  type: 'gauge',
  samples: ({ model, feature, active: state }) => {
    const rank = severities.findIndex((name) => name === state?.severity);
    return rank < 0 ? [] : [{ labels: { model, feature }, value: rank }];
  },
};

export const activeSince: FeatureFamily = {
  name: 'drift_active_since_timestamp_seconds',
  help: 'End of the bucket in which the change first showed, while the feature drifts.',
  group: 'verdicts',
  type: 'gauge',
  samples: ({ model, feature, active: state }) =>
    state?.active !== true || state.since === undefined
      ? []
      : [{ labels: { model, feature }, value: state.since.getTime() / 1000 }],
};

export const detected = verdict(
  'drift_detected',
  'Whether the window differs from the reference: 1 yes, 0 no; absent where nothing can be told.',
  ({ drifted }) => (drifted === null ? undefined : Number(drifted)),
);

export const severity = verdict(
  'drift_severity',
  'How much the change matters: 0 none, 1 small, 2 significant, 3 critical; absent where nothing can be told.',
  ({ severity: name }) => (name === 'inconclusive' ? undefined : severities.indexOf(name)),
);

export const inconclusive = verdict(
  'drift_inconclusive',
  'Whether nothing can be told, for too few rows or a window that is not full yet: 1 yes, 0 no.',
  ({ drifted }) => Number(drifted === null),
);

export const threshold: FeatureFamily = {
  name: 'drift_threshold',
  help: 'PSI from which a change of the feature is small, significant or critical; absent where it never is.',
  group: 'verdicts',
  type: 'gauge',
  samples: ({ model, feature, thresholds }) =>
    (['small', 'significant', 'critical'] as const).flatMap((name) => {
      const value = thresholds?.[name] ?? Infinity;
      return Number.isFinite(value) ? [{ labels: { model, feature, severity: name }, value }] : [];
    }),
};
