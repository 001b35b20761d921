import type { Share } from '../../detection/attribution/shares.js';
import { segmentCandidates } from '../../detection/attribution/segmentCandidates.js';
import { segmentSearch, type SegmentFinding } from '../../detection/attribution/segmentSearch.js';
import type { ReferenceFeature } from '../../profile/reference.js';
import { segmentName } from '../../sources/segments.js';
import type { SegmentColumn, Selection, Source } from '../../sources/source.js';
import type { ComparedFeature } from '../compareWindows.js';
import { countSegments } from '../referenceSegments.js';

/** Features whose drift is looked for in segments, those with the most of it. */
const MOST_FEATURES = 5;

/**
 * Looks for the segments of rows in which the drift of the most drifted features lies: the values of columns with few of them are
 * counted apart, on both sides, in the cells of those features alone.
 */
export async function searchSegments(
  source: Source,
  sides: { readonly reference: Selection; readonly current: Selection },
  compared: readonly ComparedFeature[],
  index: number,
  drift: readonly Share[],
): Promise<SegmentFinding[]> {
  if (!source.capabilities.segments) return [];
  const drifted = [...drift]
    .sort((a, b) => b.share - a.share)
    .slice(0, MOST_FEATURES)
    .flatMap(({ feature }) => compared.find(({ reference }) => reference.feature.name === feature) ?? []);
  const columns = columnsOf(
    compared.map(({ reference }) => reference),
    drift,
  );
  if (drifted.length === 0 || columns.length === 0) return [];
  const features = drifted.map(({ reference }) => reference);
  const before = await countSegments(source, sides.reference, features, columns);
  const after = await countSegments(source, sides.current, features, columns);
  const segments = columns.flatMap(({ column, values }) =>
    [...values, undefined].map((value) => {
      const segment = segmentName(column, value);
      return { column, segment, before: before.profiles(segment), after: after.profiles(segment) };
    }),
  );
  return drifted.flatMap(({ reference: { feature, profile }, comparisons }, place) => {
    const current = comparisons[index]?.current;
    if (current === undefined) return [];
    const own = segments.flatMap(({ column, segment, before: old, after: now }) => {
      const [first, second] = [old[place], now[place]];
      return first && second ? [{ column, segment, reference: first, current: second }] : [];
    });
    return segmentSearch({ feature: feature.name, reference: profile, current, segments: own });
  });
}

/** Columns of the rows themselves: a feature that is an expression is none. */
function columnsOf(features: readonly ReferenceFeature[], drift: readonly Share[]): SegmentColumn[] {
  const columns = features.filter(({ feature }) => feature.expression === undefined);
  const candidates = segmentCandidates(
    columns.map(({ feature, profile }) => ({ feature: feature.name, reference: profile })),
    drift,
  );
  return candidates.flatMap((candidate) =>
    candidate.by === 'values' ? [{ column: candidate.column, values: candidate.values }] : [],
  );
}
