import type { Exclusion } from '../detection/result.js';
import { DriftError } from '../errors.js';
import { categoricalGrid, cellsOf, numericGrid, type Grid } from '../profile/grid.js';
import { profileOf } from '../profile/profile.js';
import { coarsen } from '../profile/privacy.js';
import type { ReferenceFeature } from '../profile/reference.js';
import type { Column, Feature, Selection, Source, Summary } from '../sources/source.js';
import { brokenNumber } from './brokenText.js';
import { identifierReason, type Failure } from './features.js';

export interface CountedReference {
  readonly counted: readonly ReferenceFeature[];
  readonly excluded: readonly Exclusion[];
  readonly failed: readonly Failure[];
}

/** What may turn out wrong once the values of a reference are known. */
export interface Doubts {
  /** Columns that nobody asked for by name, and that are left out if they are identifiers. */
  readonly identifiers: readonly Column[];
  /** Columns that a text file's first rows make text, and that nobody called categorical. */
  readonly texts: readonly string[];
}

/** Lays a grid over each feature's reference values and counts them in it. */
export async function countReference(
  source: Source,
  selection: Selection,
  features: readonly Feature[],
  doubts: Doubts,
  minCell = 1,
): Promise<CountedReference> {
  const summaries = await source.summarise(selection, features);
  const excluded: Exclusion[] = [];
  const failed: Failure[] = [];
  const gridded: { readonly feature: Feature; readonly grid: Grid }[] = [];
  for (const [index, feature] of features.entries()) {
    const summary = summaries[index] as Summary;
    const { name } = feature;
    const isDoubtful = summary.kind === 'categorical' && doubts.texts.includes(name);
    const error = isDoubtful ? await brokenNumber(source, selection.relation, summary) : undefined;
    const column = doubts.identifiers.find((candidate) => candidate.name === name);
    const reason = identifierReason(summary, column);
    if (error !== undefined) failed.push({ feature: name, error });
    else if (reason !== undefined) excluded.push({ feature: name, reason });
    else gridded.push({ feature, grid: gridOf(summary) });
  }
  const counts = await source.count({
    selection,
    features: gridded.map(({ feature, grid }) => ({ feature, cells: cellsOf(grid) })),
  });
  const counted = gridded.map(({ feature, grid }) => {
    const own = counts.find((count) => count.feature === feature.name);
    if (own === undefined)
      throw new DriftError('source_failed', 'the source gave no counts', { feature: feature.name });
    return { feature, profile: coarsen(profileOf(grid, own), minCell) };
  });
  return { counted, excluded, failed };
}

function gridOf(summary: Summary): Grid {
  return summary.kind === 'numeric' ? numericGrid(summary) : categoricalGrid(summary);
}
