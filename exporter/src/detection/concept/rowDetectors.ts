import { cusum } from './cusum.js';
import type { ChangeDetector, DetectorInputs } from './detector.js';
import type { SetDetector } from './detectorBank.js';
import * as registry from './index.js';
import { pageHinkley } from './pageHinkley.js';

/** What errors of single rows are: 0 and 1 suits every detector, numbers in standard deviations those that take any. */
export type RowInputs = 'binary' | 'real';

/**
 * Numbers in standard deviations are summed with a tolerance of a tenth, and without fading: with the defaults a sum comes 50
 * away by chance alone every few thousand rows (50²); so within some million (e^(2·0.1·50) / (2·0.1²)), were rows normal and
 * independent.
 */
const STANDARDISED: Readonly<Record<string, object>> = {
  [pageHinkley.id]: { ...pageHinkley.defaults, delta: 0.1, alpha: 1 },
  [cusum.id]: { ...cusum.defaults, delta: 0.1 },
};

/** The detectors that may be fed one number a row, with their options, in their order. */
export function rowDetectors(inputs: RowInputs): SetDetector[] {
  const fits: readonly DetectorInputs[] = inputs === 'binary' ? ['binary', 'unit', 'real'] : ['real'];
  const detectors: ChangeDetector[] = Object.values(registry as unknown as Record<string, ChangeDetector>);
  return detectors
    .filter((detector) => fits.includes(detector.inputs))
    .sort((a, b) => a.order - b.order)
    .map((detector) => ({
      detector,
      options: (inputs === 'real' ? STANDARDISED[detector.id] : undefined) ?? detector.defaults,
    }));
}
