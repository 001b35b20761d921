import type { Exclusion } from '../detection/result.js';
import { DriftError } from '../errors.js';
import { categoricalGrid, cellsOf, numericGrid } from '../profile/grid.js';
import { profileOf } from '../profile/profile.js';
import type { ReferenceFeature } from '../profile/reference.js';
import type { Column, Feature, Selection, Source, Summary } from '../sources/source.js';
import { identifierReason } from './features.js';

export interface CountedReference {
  readonly counted: readonly ReferenceFeature[];
  readonly excluded: readonly Exclusion[];
}

/**
 * Lays a grid over each feature's reference values and counts them in it.
 * @param inferred columns of features that nobody asked for by name, and that are left out if they are identifiers
 */
export async function countReference(
  source: Source,
  selection: Selection,
  features: readonly Feature[],
  inferred: readonly Column[],
): Promise<CountedReference> {
  const summaries = await source.summarise(selection, features);
  const excluded: Exclusion[] = [];
  const gridded = summaries.flatMap((summary, index) => {
    const feature = features[index] as Feature;
    const reason = identifierReason(
      summary,
      inferred.find(({ name }) => name === feature.name),
    );
    if (reason !== undefined) {
      excluded.push({ feature: feature.name, reason });
      return [];
    }
    return [{ feature, grid: gridOf(summary) }];
  });
  const counts = await source.count({
    selection,
    features: gridded.map(({ feature, grid }) => ({ feature, cells: cellsOf(grid) })),
  });
  const counted = gridded.map(({ feature, grid }) => {
    const own = counts.find((count) => count.feature === feature.name);
    if (own === undefined)
      throw new DriftError('source_failed', 'the source gave no counts', { feature: feature.name });
    return { feature, profile: profileOf(grid, own) };
  });
  return { counted, excluded };
}

function gridOf(summary: Summary): ReturnType<typeof numericGrid> | ReturnType<typeof categoricalGrid> {
  return summary.kind === 'numeric' ? numericGrid(summary) : categoricalGrid(summary);
}
