import type { Confusion } from './windowOutcome.js';

/**
 * Whether there is a row of each class at least, or is expected to be: else a metric that tells them apart has no
 * meaning.
 */
export function hasBothClasses(confusion: Confusion): boolean {
  const { truePositive, falsePositive, falseNegative, trueNegative } = confusion;
  return truePositive + falseNegative >= 1 && falsePositive + trueNegative >= 1;
}
