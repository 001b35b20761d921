import { cellsOf } from '../profile/grid.js';
import { emptyProfile, profileOf, type Profile } from '../profile/profile.js';
import type { ReferenceFeature, ReferenceSegment } from '../profile/reference.js';
import { segmentGrid } from '../profile/segmentCells.js';
import { candidatesOf } from '../profile/segmentValues.js';
import { segmentName } from '../sources/segments.js';
import type { CellCounts, SegmentColumn, Selection, Source } from '../sources/source.js';
import { inBatches } from './batches.js';
import type { CheckPlan } from './plan.js';

/** Features that one count takes. */
const BATCH = 50;

/** The most frequent values of each segment column, counted apart in the cells of all rows, and the rest of each together. */
export async function countReferenceSegments(
  { source, segments: wishes = [], minCell = 1, settings }: CheckPlan,
  selection: Selection,
  features: readonly ReferenceFeature[],
): Promise<ReferenceSegment[]> {
  if (wishes.length === 0 || features.length === 0) return [];
  const summaries = await source.summarise(
    selection,
    wishes.map(({ column }) => ({ name: column, kind: 'categorical' })),
  );
  const chosen = wishes.map(({ column, top }, index): SegmentColumn => {
    const summary = summaries[index];
    const candidates =
      summary?.kind === 'categorical' ? candidatesOf(summary, Math.max(minCell, settings.minRows)) : [];
    return { column, values: candidates.slice(0, top).map(({ value }) => value) };
  });
  const counts = await countSegments(source, selection, features, chosen);
  return chosen.flatMap(({ column, values }) =>
    [...values, null].map((value) => ({
      column,
      value,
      profiles: counts.profiles(segmentName(column, value ?? undefined)),
    })),
  );
}

/** Counts chosen segments in one scan. */
export async function countSegments(
  source: Source,
  selection: Selection,
  features: readonly ReferenceFeature[],
  segments: readonly SegmentColumn[],
): Promise<{ profiles(segment: string): Profile[] }> {
  const cells = new Map(features.map(({ feature, profile }) => [feature.name, cellsOf(profile.grid)]));
  const { results } = await inBatches(
    features.map(({ feature }) => feature),
    BATCH,
    (some) =>
      source.count({
        selection,
        segments,
        features: some.flatMap((feature) => {
          const own = cells.get(feature.name);
          return own === undefined ? [] : [{ feature, cells: own }];
        }),
      }),
  );
  const counts = new Map<string, CellCounts>(
    results.flat().map((count) => [JSON.stringify([count.segment, count.feature]), count]),
  );
  return {
    profiles: (segment) =>
      features.map(({ feature, profile }) => {
        const grid = segmentGrid(profile.grid);
        const own = counts.get(JSON.stringify([segment, feature.name]));
        return own === undefined ? emptyProfile(grid) : profileOf(grid, own);
      }),
  };
}
