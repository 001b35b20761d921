import type { SegmentResult } from '../detection/result.js';
import type { DetectionSettings } from '../detection/settings.js';
import type { ReferenceFeature, ReferenceSegment } from '../profile/reference.js';
import { segmentFeatures } from '../profile/segmentCells.js';
import { segmentName } from '../sources/segments.js';
import type { SegmentColumn, Selection, Source } from '../sources/source.js';
import { countSegments } from './referenceSegments.js';
import { segmentResults } from './segmentResults.js';

/**
 * Compares each segment of a window's rows with the same segment of the reference. The features of all segments are one family of
 * hypotheses.
 */
export async function compareSegments(
  source: Source,
  window: Selection,
  features: readonly ReferenceFeature[],
  segments: readonly ReferenceSegment[],
  settings: DetectionSettings,
): Promise<SegmentResult[]> {
  if (segments.length === 0 || features.length === 0) return [];
  const counts = await countSegments(source, window, features, columnsOf(segments));
  const compared = segments.map(({ column, value, profiles }) => {
    const current = counts.profiles(segmentName(column, value ?? undefined));
    const named = new Set(segmentFeatures(features, column, value ?? undefined));
    const comparisons = features.flatMap((entry, place) => {
      const [reference, own] = [profiles[place], current[place]];
      if (!named.has(entry) || reference === undefined || own === undefined) return [];
      return [{ feature: entry.feature.name, comparison: { reference, current: own } }];
    });
    return { column, value, comparisons };
  });
  return segmentResults(compared, settings);
}

function columnsOf(segments: readonly ReferenceSegment[]): SegmentColumn[] {
  const columns = new Map<string, string[]>();
  for (const { column, value } of segments) {
    const values = columns.get(column) ?? [];
    if (value !== null) values.push(value);
    columns.set(column, values);
  }
  return Array.from(columns, ([column, values]) => ({ column, values }));
}
