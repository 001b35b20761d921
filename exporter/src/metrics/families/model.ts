import { severities } from '../../detection/result.js';
import type { ModelFamily } from '../family.js';
import { labelText } from '../labelText.js';
import { ofModel, ofWindow } from './perModel.js';

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
  'Share of the features that have drifted, of those that can be told.',
  ({ datasetShare }) => datasetShare,
);

export const datasetDetected = ofWindow(
  'drift_dataset_detected',
  'Whether so many features have drifted that the data as a whole have: 1 yes, 0 no; absent where none can tell.',
  ({ datasetShare, datasetDetected: isDetected }) =>
    datasetShare === undefined ? undefined : Number(isDetected),
);

export const datasetActive = ofModel(
  'drift_dataset_active',
  'Whether so many of the features that are not expected to drift do, over all windows and for long enough, that the data as a whole do: 1 yes, 0 no.',
  ({ state, windows }) =>
    windows.length === 0 || state.datasetActive === undefined ? undefined : Number(state.datasetActive),
);

export const modelInfo: ModelFamily = {
  name: 'drift_model_info',
  help: 'Source of the model and the team that is told of it, empty where none is; always 1.',
  type: 'gauge',
  samples: ({ model, state: { source, team = '' } }) => [
    { labels: { model, source: labelText(source), team: labelText(team) }, value: 1 },
  ],
};

export const referenceInfo: ModelFamily = {
  name: 'drift_reference_info',
  help: 'Version of the reference in use; always 1.',
  type: 'gauge',
  samples: ({ model, state: { reference } }) =>
    reference === undefined ? [] : [{ labels: { model, version: reference.version }, value: 1 }],
};
