import type { FeatureResult } from '../../../exporter/src/detection/result.js';
import { roundedMoments } from '../../../exporter/src/profile/codec.js';
import { emptyProfile, mergeProfiles, type Profile } from '../../../exporter/src/profile/profile.js';
import { referenceOf, type ReferenceFeature } from '../../../exporter/src/profile/reference.js';
import type { BucketProfile, CheckCommit, ScoreRecord } from '../../../exporter/src/store/records.js';
import type { KeptReference } from '../../../exporter/src/store/store.js';
import { categoriesGrid, cellsProfile, gridOver, numericProfile } from '../../support/samples.js';
import { Draws } from '../../support/randomness.js';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;
export const START = Date.UTC(2026, 0, 1);

/** A reference of numeric features and, in every third place, categorical ones. */
export function fixtureReference(model: string, names: readonly string[]): KeptReference {
  const draws = new Draws(7);
  const features = names.map((name, index): ReferenceFeature => {
    if (index % 3 === 2) {
      const grid = categoriesGrid({ a: 500, b: 300, 'c "quoted"': 200 });
      return { feature: { name, kind: 'categorical' }, profile: cellsProfile(grid, [500, 300, 200, 0, 0]) };
    }
    const values = Array.from({ length: 1_500 }, () => draws.uniform() * 100);
    return { feature: { name, kind: 'numeric' }, profile: numericProfile(gridOver(values), values) };
  });
  return {
    model,
    created: new Date(START),
    definition: `of ${model}`,
    reference: referenceOf(features),
    excluded: [{ feature: 'id', reason: 'nearly unique' }],
  };
}

/** Some rows of each feature in each hour of [from, from + hours). */
export function fixtureBuckets(
  features: readonly ReferenceFeature[],
  from: number,
  hours: number,
  { rows = 38, seed = 1, segment = '' }: { rows?: number; seed?: number; segment?: string } = {},
): BucketProfile[] {
  const draws = new Draws(seed);
  return Array.from({ length: hours }, (_, hour) =>
    features.map(({ feature, profile: { grid } }): BucketProfile => {
      const profile =
        grid.kind === 'numeric'
          ? numericProfile(grid, [NaN, ...Array.from({ length: rows - 1 }, () => draws.uniform() * 100)])
          : cellsProfile(grid, [rows - 3, 1, 0, 0, 1], 1);
      return {
        feature: feature.name,
        segment,
        start: from + hour * HOUR,
        profile: roundedMoments(profile),
      };
    }),
  ).flat();
}

export function fixtureScore(feature: string, windowName: string, to: number, psi: number): ScoreRecord {
  const result: FeatureResult = {
    feature,
    kind: 'numeric',
    drifted: true,
    severity: psi >= 0.25 ? 'critical' : 'none',
    reason: `PSI ${psi} is what was wished for`,
    rows: { reference: 1500, current: 38 },
    missing_ratio: { reference: 0, current: 1 / 38 },
    unseen_ratio: 0.01,
    out_of_range_ratio: 0,
    reference_variation: { psi: 0.09 },
    statistics: {
      psi: { value: psi, noise_floor: 0.02, p_value: 1e-9 },
      missing_psi: { value: 0, noise_floor: 0.01, p_value: 1 },
      ks: { statistic: 0.2, p_value: 0.001, method: 'asymptotic', significant: true, error_bound: 0.01 },
      jensen_shannon: { distance: 0.1 },
      hellinger: { distance: 0.11 },
      wasserstein: { distance: 3.1, normalized: 0.2, error_bound: 0.4 },
      total_variation: { distance: 0.12 },
      l_infinity: { distance: 0.13 },
      kullback_leibler: { divergence: 0.14 },
    },
  };
  return {
    windowName,
    segment: '',
    from: to - Number.parseInt(windowName) * HOUR,
    to,
    result,
    thresholds: { small: 0.1, significant: 0.2, critical: Infinity },
  };
}

/** A commit in which only the given parts say anything. */
export function fixtureCommit({ model, reference }: KeptReference, parts: Partial<CheckCommit>): CheckCommit {
  return {
    model,
    version: reference.version,
    writer: 'one',
    check: {
      startedAt: new Date(START),
      finishedAt: new Date(START + 1500),
      stages: { count: 1, judge: 0.25 },
      rows: 0,
      buckets: 0,
      features: reference.features.length,
      failedFeatures: 0,
      error: '',
    },
    buckets: [],
    bucketLength: HOUR,
    counted: [],
    scores: [],
    distributions: [],
    activities: [],
    events: [],
    ...parts,
  };
}

/** Sums over all buckets by feature. */
export async function totals(read: AsyncIterable<readonly BucketProfile[]>): Promise<Map<string, Profile>> {
  const sums = new Map<string, Profile>();
  for await (const some of read) {
    for (const { feature, profile } of some) {
      sums.set(feature, mergeProfiles(sums.get(feature) ?? emptyProfile(profile.grid), profile));
    }
  }
  return sums;
}
