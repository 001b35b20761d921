import type { Activity } from './activity.js';

/**
 * Whether the data as a whole drift: the share of features that do reaches `datasetShare`, above 0 and at most 1.
 * Undefined where no feature is known.
 */
export function datasetActive(
  activities: readonly Pick<Activity, 'active'>[],
  datasetShare: number,
): boolean | undefined {
  if (activities.length === 0) return undefined;
  return activities.filter(({ active }) => active).length / activities.length >= datasetShare;
}
