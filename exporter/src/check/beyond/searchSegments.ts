import type { Share } from '../../detection/attribution/shares.js';
import { segmentCandidates } from '../../detection/attribution/segmentCandidates.js';
import { segmentSearch, type SegmentFinding } from '../../detection/attribution/segmentSearch.js';
import { emptyProfile, mergeProfiles, type Profile } from '../../profile/profile.js';
import type { ReferenceFeature } from '../../profile/reference.js';
import { segmentGrid } from '../../profile/segmentCells.js';
import { segmentName } from '../../sources/segments.js';
import type { SegmentColumn, Selection, Source } from '../../sources/source.js';
import { countSegments } from '../referenceSegments.js';

/** Features whose drift is looked for in segments, those with the most of it. */
export const MOST_FEATURES = 5;

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
    readonly features: readonly ReferenceFeature[],
    /** Told why a feature is not searched. */
    readonly onProblem: (problem: string) => void = () => undefined,
  ) {
    this.#columns = source.capabilities.segments ? columnsOf(features) : [];
    this.#segments = this.#columns.flatMap(({ column, values }) =>
      [...values, undefined].map((value) => ({ column, name: segmentName(column, value) })),
    );
  }

  /** Whether there is any column to count by. */
  get hasColumns(): boolean {
    return this.#columns.length > 0;
  }

  /**
   * @param drift of features, of which those with most of it are looked at
   * @param wholeOf a feature's counts in all rows of the window; those of all segments together where absent
   */
  async find(
    window: Selection,
    drift: readonly Share[],
    wholeOf?: (feature: string) => Profile | undefined,
  ): Promise<SegmentFinding[]> {
    const features = [...drift]
      .sort((a, b) => b.share - a.share)
      .slice(0, MOST_FEATURES)
      .flatMap(({ feature }) => this.features.find((entry) => entry.feature.name === feature) ?? []);
    if (features.length === 0 || !this.hasColumns) return [];
    const unknown = features.filter(({ feature }) => !this.#known.has(feature.name));
    const counted = await this.#profiles(this.reference, unknown);
    for (const [feature, profiles] of counted) this.#known.set(feature, profiles);
    const current = await this.#profiles(window, features);
    return features.flatMap(({ feature, profile }) => {
      const whole = wholeOf?.(feature.name) ?? this.#whole(profile, current.get(feature.name));
      if (whole.rows === 0) return [];
      if (this.#whole(profile, this.#known.get(feature.name)).rows !== profile.rows) {
        this.onProblem('the rows of the reference are not those that it was counted from; promote it');
        return [];
      }
      const segments = this.#segments.flatMap(({ column, name }, place) => {
        const [before, after] = [this.#known.get(feature.name)?.[place], current.get(feature.name)?.[place]];
        return before && after ? [{ column, segment: name, reference: before, current: after }] : [];
      });
      return segmentSearch({ feature: feature.name, reference: profile, current: whole, segments });
    });
  }

  /** All rows: the segments of one column together. */
  #whole({ grid }: Profile, bySegment: readonly Profile[] = []): Profile {
    const [first] = this.#segments;
    return this.#segments.reduce(
      (sum, { column }, place) => {
        const own = bySegment[place];
        return column === first?.column && own !== undefined ? mergeProfiles(sum, own) : sum;
      },
      emptyProfile(segmentGrid(grid)),
    );
  }

  async #profiles(
    rows: Selection,
    features: readonly ReferenceFeature[],
  ): Promise<ReadonlyMap<string, readonly Profile[]>> {
    if (features.length === 0) return new Map();
    const counts = await countSegments(this.source, rows, features, this.#columns);
    for (const { feature, error } of counts.failed) this.onProblem(`${feature}: ${error.message}`);
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
