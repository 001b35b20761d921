import type { SegmentResult } from '../detection/result.js';
import type { DetectionSettings } from '../detection/settings.js';
import { judge, worstSeverity, type NamedComparison } from '../detection/verdict.js';
import { segmentName } from '../sources/segments.js';

/** One segment of a window's rows beside the same segment of the reference. */
export interface ComparedSegment {
  readonly column: string;
  /** As text, '' for NULL; null for the rest. */
  readonly value: string | null;
  readonly comparisons: readonly NamedComparison[];
}

/** The verdicts of one window's segments: the features of all of them are one family of hypotheses. */
export function segmentResults(
  compared: readonly ComparedSegment[],
  settings: DetectionSettings,
): SegmentResult[] {
  const results = judge(
    compared.flatMap(({ comparisons }) => comparisons),
    settings,
  );
  let next = 0;
  return compared.map(({ column, value, comparisons }) => {
    const features = results.slice(next, (next += comparisons.length));
    const [first] = comparisons;
    const verdicts = features.map(({ drifted }) => drifted).filter((drifted) => drifted !== null);
    return {
      segment: segmentName(column, value ?? undefined),
      column,
      value,
      drifted: verdicts.length === 0 ? null : verdicts.includes(true),
      severity: worstSeverity(features),
      rows: {
        reference: first?.comparison.reference.rows ?? 0,
        current: first?.comparison.current.rows ?? 0,
      },
      features,
    };
  });
}
