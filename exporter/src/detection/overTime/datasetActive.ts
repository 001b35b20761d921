import type { Activity } from './activity.js';

/**
 * Whether the data as a whole drift: of the features that are not expected to, the share that does reaches `datasetShare`,
 * above 0 and at most 1. Undefined where no feature is known.
 */
export function datasetActive(
  activities: ReadonlyMap<string, Pick<Activity, 'active'>>,
  expected: ReadonlySet<string>,
  datasetShare: number,
): boolean | undefined {
  if (activities.size === 0) return undefined;
  const counted = [...activities].filter(([feature]) => !expected.has(feature));
  return reachesShare(counted.filter(([, { active }]) => active).length, counted.length, datasetShare);
}

/** Whether so many of so many features are enough for that. */
export function reachesShare(drifting: number, features: number, datasetShare: number): boolean {
  return drifting > 0 && drifting / features >= datasetShare;
}
