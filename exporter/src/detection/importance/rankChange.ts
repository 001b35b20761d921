import type { Importance } from './importance.js';
import { normalizedGain } from './normalizedGain.js';
import { spearman } from './spearman.js';

export interface RankChange {
  /** Of the current order against the reference's importances, 0–1; absent of fewer than two features. */
  readonly ndcg?: number;
  /** Of both importances, −1 to 1; absent where a side does not vary. */
  readonly spearman?: number;
  /** Ranks among the features that both sides have, in the order of the reference. */
  readonly features: readonly {
    readonly feature: string;
    readonly reference: number;
    readonly current: number;
    /** Places lost (above zero) or gained. */
    readonly change: number;
  }[];
}

/** How the order of features by importance has changed since the reference, over the features that both sides have. */
export function rankChange(reference: Importance, current: Importance): RankChange {
  const now = new Map(current.features.map((entry) => [entry.feature, entry.value]));
  const shared = reference.features.filter(({ feature }) => now.has(feature));
  const before = shared.map(({ value }) => value);
  const after = shared.map(({ feature }) => now.get(feature) ?? 0);
  const names = new Set(shared.map(({ feature }) => feature));
  const places = new Map(
    current.features
      .filter(({ feature }) => names.has(feature))
      .map(({ feature }, index) => [feature, index + 1]),
  );
  const ndcg = normalizedGain(before, after);
  const correlation = spearman(before, after);
  return {
    ...(ndcg === undefined ? {} : { ndcg }),
    ...(correlation === undefined ? {} : { spearman: correlation }),
    features: shared.map(({ feature }, index) => {
      const place = places.get(feature) ?? index + 1;
      return { feature, reference: index + 1, current: place, change: place - (index + 1) };
    }),
  };
}
