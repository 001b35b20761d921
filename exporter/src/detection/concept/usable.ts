import type { DetectorInputs } from './detector.js';

/** Beyond it squares no longer add up to a finite number. */
const LARGEST = 1e100;

/** The value as a detector takes it, ±1e100 at most; undefined where it must not be fed. */
export function usable(value: number | null | undefined, inputs: DetectorInputs): number | undefined {
  if (value === null || value === undefined) return undefined;
  switch (inputs) {
    case 'binary':
      return value === 0 || value === 1 ? value : undefined;
    case 'unit':
      return value >= 0 && value <= 1 ? value : undefined;
    case 'real':
      return Number.isFinite(value) ? Math.max(-LARGEST, Math.min(LARGEST, value)) : undefined;
  }
}
