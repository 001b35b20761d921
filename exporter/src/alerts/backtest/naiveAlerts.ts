import type { Firing } from './notifications.js';
import { runsWhere, type Replay, type ReplayedFeature } from './replay.js';

/** What people alert on without a monitor. */
export const NAIVE = { psi: 0.2, pValue: 0.05 } as const;

/** Rules that people start with: each feature by itself, against fixed numbers. */
export const naiveRules = {
  psi: {
    title: `PSI ≥ ${NAIVE.psi}`,
    holds: ({ naive }: ReplayedFeature, index: number) => naive.psi[index] === 1,
  },
  psi_or_ks: {
    title: `PSI ≥ ${NAIVE.psi} or KS p < ${NAIVE.pValue}`,
    holds: ({ naive }: ReplayedFeature, index: number) => naive.psi[index] === 1 || naive.ks[index] === 1,
  },
} as const;

/** Alerts by a naive rule, each feature in messages of its own. */
export function naiveAlerts(replay: Replay, rule: keyof typeof naiveRules): Firing[] {
  const { from, bucket, buckets } = replay;
  return replay.features.flatMap((feature) =>
    runsWhere(buckets, (index) => naiveRules[rule].holds(feature, index)).map(({ start, end }) => ({
      id: feature.feature,
      group: feature.feature,
      from: from + (start + 1) * bucket,
      to: end === buckets ? Infinity : from + (end + 1) * bucket,
    })),
  );
}
