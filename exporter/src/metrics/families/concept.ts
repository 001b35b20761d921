import type { ModelFamily } from '../family.js';
import { ofWindow } from './perModel.js';

export const conceptDetected = ofWindow(
  'drift_concept_detected',
  'Whether rows that are alike have other labels than in the reference: 1 yes, 0 no; absent where it cannot be told.',
  ({ model }) => (typeof model?.concept?.detected === 'boolean' ? Number(model.concept.detected) : undefined),
);

/** Each detector starts at zero, so that its first change is an increase. */
export const conceptSignals: ModelFamily = {
  name: 'drift_concept_signals_total',
  help: 'Changes of the error that sequential detectors have raised, bucket by bucket once labels have had their time, of live streams row by row.',
  type: 'counter',
  samples: ({ model, state: { errorChanges } }) =>
    Object.entries(errorChanges?.since.changes ?? {}).map(([method, value]) => ({
      labels: { model, method },
      value,
    })),
};
