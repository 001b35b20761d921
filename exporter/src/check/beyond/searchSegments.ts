import type { Share } from '../../detection/attribution/shares.js';
import { segmentCandidates } from '../../detection/attribution/segmentCandidates.js';
import { segmentSearch, type SegmentFinding } from '../../detection/attribution/segmentSearch.js';
import type { Profile } from '../../profile/profile.js';
import type { ReferenceFeature } from '../../profile/reference.js';
import { segmentName } from '../../sources/segments.js';
import type { SegmentColumn, Selection, Source } from '../../sources/source.js';
import type { ComparedFeature } from '../compareWindows.js';
import { countSegments } from '../referenceSegments.js';

/** Features whose drift is looked for in segments, those with the most of it. */
const MOST_FEATURES = 5;

interface Segment {
  readonly column: string;
  readonly name: string;
}

/**
 * Looks for the segments of rows in which the drift of the most drifted features lies: the values of columns with few of them are
 * counted apart, on both sides, in the cells of those features alone.
 */
export class SegmentSearch {
  readonly #columns: readonly SegmentColumn[];
  readonly #segments: readonly Segment[];
  /** The reference's profiles by feature, each counted once: in the order of segments. */
  readonly #known = new Map<string, readonly Profile[]>();

  constructor(
    readonly source: Source,
    readonly reference: Selection,
    readonly compared: readonly ComparedFeature[],
  ) {
    this.#columns = source.capabilities.segments ? columnsOf(compared.map((entry) => entry.reference)) : [];
    this.#segments = this.#columns.flatMap(({ column, values }) =>
      [...values, undefined].map((value) => ({ column, name: segmentName(column, value) })),
    );
  }

  /** @param index of the window among those that were compared */
  async find(window: Selection, index: number, drift: readonly Share[]): Promise<SegmentFinding[]> {
    const drifted = [...drift]
      .sort((a, b) => b.share - a.share)
      .slice(0, MOST_FEATURES)
      .flatMap(
        ({ feature }) => this.compared.find(({ reference }) => reference.feature.name === feature) ?? [],
      );
    if (drifted.length === 0 || this.#columns.length === 0) return [];
    const features = drifted.map(({ reference }) => reference);
    const unknown = features.filter(({ feature }) => !this.#known.has(feature.name));
    const counted = await this.#profiles(this.reference, unknown);
    for (const [feature, profiles] of counted) this.#known.set(feature, profiles);
    const current = await this.#profiles(window, features);
    return drifted.flatMap(({ reference: { feature, profile }, comparisons }) => {
      const whole = comparisons[index]?.current;
      if (whole === undefined) return [];
      const segments = this.#segments.flatMap(({ column, name }, place) => {
        const [before, after] = [this.#known.get(feature.name)?.[place], current.get(feature.name)?.[place]];
        return before && after ? [{ column, segment: name, reference: before, current: after }] : [];
      });
      return segmentSearch({ feature: feature.name, reference: profile, current: whole, segments });
    });
  }

  async #profiles(
    rows: Selection,
    features: readonly ReferenceFeature[],
  ): Promise<ReadonlyMap<string, readonly Profile[]>> {
    if (features.length === 0) return new Map();
    const counts = await countSegments(this.source, rows, features, this.#columns);
    const bySegment = this.#segments.map(({ name }) => counts.profiles(name));
    return new Map(
      features.map(({ feature }, place) => [
        feature.name,
        bySegment.flatMap((profiles) => profiles[place] ?? []),
      ]),
    );
  }
}

/** Columns of the rows themselves: a feature that is an expression is none. */
function columnsOf(features: readonly ReferenceFeature[]): SegmentColumn[] {
  const columns = features.filter(({ feature }) => feature.expression === undefined);
  const candidates = segmentCandidates(
    columns.map(({ feature, profile }) => ({ feature: feature.name, reference: profile })),
  );
  return candidates.flatMap((candidate) =>
    candidate.by === 'values' ? [{ column: candidate.column, values: candidate.values }] : [],
  );
}
