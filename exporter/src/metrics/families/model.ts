import { severities } from '../../detection/result.js';
import type { ModelFamily } from '../family.js';
import { ofWindow } from './perModel.js';

export const features: ModelFamily = {
  name: 'drift_features',
  help: 'Features by severity of their change.',
  type: 'gauge',
  samples: ({ model, windows }) =>
    windows.flatMap(({ name: window, features: results }) =>
      [...severities, 'inconclusive' as const].map((severity) => ({
        labels: { model, window, severity },
        value: results.filter((result) => result.severity === severity).length,
      })),
    ),
};

export const datasetRatio = ofWindow(
  'drift_dataset_ratio',
  'Share of the features that have drifted, of those with rows enough to tell.',
  ({ datasetShare }) => datasetShare,
);

export const datasetDetected = ofWindow(
  'drift_dataset_detected',
  'Whether so many features have drifted that the data as a whole have: 1 yes, 0 no; absent where none can tell.',
  ({ datasetShare, datasetDetected: isDetected }) =>
    datasetShare === undefined ? undefined : Number(isDetected),
);

export const referenceInfo: ModelFamily = {
  name: 'drift_reference_info',
  help: 'Version of the reference in use; always 1.',
  type: 'gauge',
  samples: ({ model, state: { reference } }) =>
    reference === undefined ? [] : [{ labels: { model, version: reference.version }, value: 1 }],
};
