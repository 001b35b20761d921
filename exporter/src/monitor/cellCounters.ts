import { standardisation } from '../profile/grid.js';
import { presentRows, psiCounts, type Profile } from '../profile/profile.js';
import type { BucketProfile, CounterRecord } from '../store/records.js';

/** What the cell counters gain as buckets close, by feature. */
export function countersOf(closes: readonly BucketProfile[]): CounterRecord[] {
  const byFeature = new Map<string, CounterRecord>();
  for (const { feature, segment, profile } of closes) {
    if (segment !== '') continue;
    const own = { feature, counts: psiCounts(profile).slice(), sum: sumOfValues(profile) };
    byFeature.set(feature, addCounters(byFeature.get(feature), own));
  }
  return [...byFeature.values()];
}

export function addCounters(known: CounterRecord | undefined, more: CounterRecord): CounterRecord {
  if (known === undefined) return more;
  return {
    feature: more.feature,
    counts: known.counts.map((count, cell) => count + (more.counts[cell] ?? 0)),
    sum: known.sum + more.sum,
  };
}

/** Σx of the finite values, from the standardised sums. */
function sumOfValues(profile: Profile): number {
  const { grid, sums, infinite } = profile;
  if (grid.kind !== 'numeric') return 0;
  const { center, scale } = standardisation(grid);
  return center * (presentRows(profile) - infinite) + scale * sums.reduce((sum, z) => sum + z, 0);
}
