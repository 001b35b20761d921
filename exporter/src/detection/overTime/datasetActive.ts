/**
 * Whether the data as a whole drift: the share of features that do reaches `datasetShare`, above 0 and at most 1.
 * Undefined where no feature is known.
 */
export function datasetActive(active: number, features: number, datasetShare: number): boolean | undefined {
  return features === 0 ? undefined : active / features >= datasetShare;
}
