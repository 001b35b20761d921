import type { Activity } from '../detection/overTime/activity.js';
import { thresholdsOf, type DetectionSettings } from '../detection/settings.js';
import { severityOf } from '../detection/verdict.js';
import type { ActiveState } from './state.js';

/** Activities as they are published: with the severity that today's thresholds give them. */
export function activeStates(
  activities: ReadonlyMap<string, Activity>,
  settings: DetectionSettings,
): Map<string, ActiveState> {
  return new Map(
    Array.from(activities, ([feature, { active, since, effect = 0 }]) => [
      feature,
      {
        active,
        ...(since === undefined ? {} : { since: new Date(since) }),
        ...(active ? { severity: severityOf(effect, thresholdsOf(feature, settings)) } : {}),
      },
    ]),
  );
}
