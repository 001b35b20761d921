import type { RowSignal } from '../concept/rowSignals.js';
import type { ModelFinding } from './modelFinding.js';

/** What change detectors raise that are fed the error of each row, through the reference and on through the window. */
export interface SignalsFinding {
  /** Those with both a prediction and a label. */
  readonly rows: { readonly reference: number; readonly current: number };
  /** One entry a detector that may be fed such errors. */
  readonly detectors: readonly RowSignal[];
}

export const signals: ModelFinding<SignalsFinding> = {
  id: 'signals',
  title: 'Change of the error, row by row',
  description: 'When sequential detectors, which are fed the error of each row in turn, first see it change.',
  order: 9,
  compute: (comparison) => comparison.signals,
};
