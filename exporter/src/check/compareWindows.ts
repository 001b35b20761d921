import { cellsOf } from '../profile/grid.js';
import { emptyProfile, profileOf } from '../profile/profile.js';
import type { ReferenceFeature } from '../profile/reference.js';
import type { CellCounts, ExactDistances, Selection, Source } from '../sources/source.js';
import type { Comparison } from '../statistics/statistic.js';

/** A feature's comparison with each window, in the windows' order. */
export interface ComparedFeature {
  readonly reference: ReferenceFeature;
  readonly comparisons: readonly Comparison[];
}

/**
 * Counts windows in the reference's cells.
 * @param referenceSelection the reference's rows, for exact distances; absent where only its counts are known
 */
export async function compareWindows(
  source: Source,
  features: readonly ReferenceFeature[],
  windows: readonly Selection[],
  referenceSelection: Selection | undefined,
): Promise<ComparedFeature[]> {
  const requested = features.map(({ feature, profile }) => ({ feature, cells: cellsOf(profile.grid) }));
  const counted: CellCounts[][] = [];
  for (const selection of windows) counted.push(await source.count({ selection, features: requested }));
  const exact = await exactDistances(source, features, windows, referenceSelection);
  return features.map((reference) => {
    const { feature, profile } = reference;
    const comparisons = counted.map((counts, window) => {
      const own = counts.find((count) => count.feature === feature.name);
      const distances = exact[window]?.find((distance) => distance.feature === feature.name);
      return {
        reference: profile,
        current: own === undefined ? emptyProfile(profile.grid) : profileOf(profile.grid, own),
        ...(distances === undefined ? {} : { exact: distances }),
        ...(own?.unseenCategories === undefined ? {} : { unseenCategories: own.unseenCategories }),
      };
    });
    return { reference, comparisons };
  });
}

async function exactDistances(
  source: Source,
  features: readonly ReferenceFeature[],
  windows: readonly Selection[],
  referenceSelection: Selection | undefined,
): Promise<ExactDistances[][]> {
  const numeric = features.map(({ feature }) => feature).filter(({ kind }) => kind === 'numeric');
  if (referenceSelection === undefined || !source.capabilities.exactDistances || numeric.length === 0)
    return [];
  return source.exact(referenceSelection, windows, numeric);
}
