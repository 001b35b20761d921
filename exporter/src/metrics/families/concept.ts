import { ofWindow } from './perModel.js';

export const conceptDetected = ofWindow(
  'drift_concept_detected',
  'Whether rows that are alike have other labels than in the reference: 1 yes, 0 no; absent where it cannot be told.',
  ({ model }) => (typeof model?.concept?.detected === 'boolean' ? Number(model.concept.detected) : undefined),
);
