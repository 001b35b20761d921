import { cellsOf } from '../profile/grid.js';
import { emptyProfile, mergeProfiles, profileOf, type Profile } from '../profile/profile.js';
import type { ReferenceFeature, ReferenceSegment } from '../profile/reference.js';
import { segmentGrid } from '../profile/segmentCells.js';
import { candidatesOf } from '../profile/segmentValues.js';
import { segmentName } from '../sources/segments.js';
import type { CellCounts, CountRequest, SegmentColumn, Selection, Source } from '../sources/source.js';
import { inBatches } from './batches.js';
import type { Failure } from './features.js';
import type { CheckPlan } from './plan.js';
import { countsOfSameHours, type SameHours } from './sameHours.js';

/** Features that one count takes. */
const BATCH = 50;

/** The most frequent values of each segment column, counted apart in the cells of all rows, and the rest of each together. */
export async function countReferenceSegments(
  { source, segments: wishes = [], minCell = 1, settings, sameHours }: CheckPlan,
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
  const counts = await countSegments(source, selection, features, chosen, sameHours);
  return chosen.flatMap(({ column, values }) =>
    [...values, null].map((value) => ({
      column,
      value,
      profiles: counts.profiles(segmentName(column, value ?? undefined)),
    })),
  );
}

/** Counts chosen segments in one scan. @param sameHours only the rows of these hours */
export async function countSegments(
  source: Source,
  selection: Selection,
  features: readonly ReferenceFeature[],
  segments: readonly SegmentColumn[],
  sameHours?: SameHours,
): Promise<{ profiles(segment: string): Profile[]; readonly failed: readonly Failure[] }> {
  const grids = new Map(features.map(({ feature, profile }) => [feature.name, profile.grid]));
  const { results, failed } = await inBatches(
    features.map(({ feature }) => feature),
    BATCH,
    async (some) => {
      // of this try alone: a batch that fails is counted again
      const sums = new Map<string, Profile>();
      const request = {
        selection,
        segments,
        features: some.flatMap((feature) => {
          const grid = grids.get(feature.name);
          return grid === undefined ? [] : [{ feature, cells: cellsOf(grid) }];
        }),
      };
      for await (const counts of countsOf(source, request, sameHours)) {
        const grid = grids.get(counts.feature);
        if (grid === undefined || counts.segment === '') continue;
        const key = JSON.stringify([counts.segment, counts.feature]);
        const [sum, own] = [sums.get(key), profileOf(segmentGrid(grid), counts)];
        sums.set(key, sum === undefined ? own : mergeProfiles(sum, own));
      }
      return [...sums];
    },
  );
  const sums = new Map(results.flat());
  return {
    failed,
    profiles: (segment) =>
      features.map(
        ({ feature, profile }) =>
          sums.get(JSON.stringify([segment, feature.name])) ?? emptyProfile(segmentGrid(profile.grid)),
      ),
  };
}

async function* countsOf(
  source: Source,
  request: CountRequest,
  sameHours: SameHours | undefined,
): AsyncGenerator<CellCounts> {
  if (sameHours === undefined) yield* await source.count(request);
  else yield* countsOfSameHours(source, request, sameHours);
}
