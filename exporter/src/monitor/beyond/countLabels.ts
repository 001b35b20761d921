import { jointGroups, type OutcomePlan } from '../../check/beyond/outcomePlan.js';
import { roundedMoments } from '../../profile/codec.js';
import { cellsOf } from '../../profile/grid.js';
import { outcomes } from '../../profile/outcome.js';
import { profileOf, type Profile } from '../../profile/profile.js';
import type { ReferenceFeature } from '../../profile/reference.js';
import type { JointSums } from '../../sources/source.js';
import type { MonitoringPlan } from '../plan.js';

/** Known without a label. */
const UNLABELLED: readonly string[] = [outcomes.prediction, outcomes.decision];

/** The feature in whose cells labels are looked at: the prediction, or the first where it is none. */
export function labelledFeature(
  features: readonly ReferenceFeature[],
  { score }: OutcomePlan,
): ReferenceFeature | undefined {
  return features.find(({ feature }) => feature.name === score) ?? features[0];
}

/** What the source says now of labels, by bucket of [from, to): one query for one feature, and only what labels change. */
export async function countLabels(
  { source, rows, bucket }: Pick<MonitoringPlan, 'source' | 'rows' | 'bucket'>,
  entry: ReferenceFeature,
  outcome: OutcomePlan,
  from: number,
  to: number,
): Promise<ReadonlyMap<number, Profile>> {
  const [group] = jointGroups([entry], outcome);
  const { grid } = entry.profile;
  const counted = await source.count({
    selection: { ...rows, from: new Date(from), to: new Date(to) },
    bucket,
    features: [{ feature: entry.feature, cells: cellsOf(grid) }],
    joint: (group?.joint ?? []).filter(({ name }) => !UNLABELLED.includes(name)),
  });
  return new Map(counted.map((one) => [one.bucketStart, roundedMoments(profileOf(grid, one))]));
}

/** Whether two counts of one bucket tell the same of its labels. */
export function sameLabels(before: Profile | undefined, after: Profile | undefined): boolean {
  const names = new Set([before, after].flatMap((profile) => Object.keys(profile?.joint ?? {})));
  return [...names].every(
    (name) => UNLABELLED.includes(name) || sameSums(before?.joint[name], after?.joint[name]),
  );
}

function sameSums(before: JointSums | undefined, after: JointSums | undefined): boolean {
  const cells = Math.max(before?.counts.length ?? 0, after?.counts.length ?? 0);
  for (let cell = 0; cell < cells; cell++) {
    if ((before?.counts[cell] ?? 0) !== (after?.counts[cell] ?? 0)) return false;
    if (!isNear(before?.sums[cell] ?? 0, after?.sums[cell] ?? 0)) return false;
  }
  return (
    (before?.missingCount ?? 0) === (after?.missingCount ?? 0) &&
    isNear(before?.missingSum ?? 0, after?.missingSum ?? 0)
  );
}

/** Sums are kept in single precision, and a server may add rows up in another order. */
function isNear(a: number, b: number): boolean {
  return a === b || Math.abs(a - b) <= 1e-6 * Math.max(Math.abs(a), Math.abs(b));
}
