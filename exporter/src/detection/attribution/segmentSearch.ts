import { cellScore } from '../overTime/cellScore.js';
import { short } from '../reason.js';
import { chiSquaredSurvival } from '../../statistics/numerics/chiSquaredDistribution.js';
import type { Profile } from '../../profile/profile.js';
import { segmentShare, withMissing, type SegmentCounts, type SegmentShare } from './segmentShares.js';
import { sumOf } from './jointTable.js';

/** A feature over all rows, and in each segment that was counted. */
export interface SegmentedFeature {
  readonly feature: string;
  readonly reference: Profile;
  readonly current: Profile;
  readonly segments: readonly SegmentProfiles[];
}

export interface SegmentProfiles {
  readonly column: string;
  /** `column=value`, or as a sentence should name it. */
  readonly segment: string;
  readonly reference: Profile;
  readonly current: Profile;
}

export interface SegmentFinding extends SegmentShare {
  readonly feature: string;
  readonly column: string;
  readonly segment: string;
  /** Whether the segment's own change counts, or that the segments of its column have other shares of rows. */
  readonly by: 'within' | 'mix';
  /** Of the drift of the feature: `within` or, by mix, that of all segments of the column, of which this one moved most. */
  readonly share: number;
  /** Without a full stop. */
  readonly sentence: string;
}

/** What is told of a segment: all that was found or, once only a share was kept, that. */
export type ToldSegment = Pick<SegmentFinding, 'feature' | 'segment' | 'share' | 'sentence'> &
  Partial<SegmentFinding>;

export interface SegmentSearchSettings {
  /** Rows that a segment needs on either side. */
  readonly minRows: number;
  /** False-alarm level over all segments of a feature. */
  readonly level: number;
  readonly most: number;
}

export const defaultSegmentSearch: SegmentSearchSettings = { minRows: 30, level: 0.001, most: 3 };

/** A smaller share of the drift is no finding, nor one that its share of rows exceeds or nearly reaches. */
const LEAST_SHARE = 0.2;
const LEAST_SURPLUS = 0.1;
/** So many deviations of chance must lie between the share of drift and the share of rows. */
const CERTAINTY = 3;

/**
 * Where the drift of a feature comes from: segments whose share of it (see `segmentShare`) is clearly larger than their share of
 * rows, and columns whose mix has changed, the largest first. A drift that is alike in all segments comes from nowhere, and
 * gives nothing. To be asked of features that have drifted: of many rows the least difference is significant.
 *
 * Segments of fewer than `minRows` on a side are passed over, as are those whose own difference is not significant at the level
 * divided by the number of segments; none is looked at where the drift of the feature as a whole is not. Segments of different columns
 * overlap and are different views of one drift; a segment of the feature's own column says nothing new and is passed over.
 */
export function segmentSearch(
  { feature, reference, current, segments }: SegmentedFeature,
  { minRows, level, most }: SegmentSearchSettings = defaultSegmentSearch,
): SegmentFinding[] {
  const all = { reference: withMissing(reference), current: withMissing(current) };
  if (pValue(all) > level) return [];
  const others = segments.filter(({ column }) => column !== feature);
  const looked = others.flatMap(({ column, segment, ...profiles }): Looked[] => {
    const counts = { reference: withMissing(profiles.reference), current: withMissing(profiles.current) };
    const rows = { reference: sumOf(counts.reference), current: sumOf(counts.current) };
    const shares = segmentShare(all, counts);
    return shares === undefined ? [] : [{ feature, column, segment, counts, own: rows, shares }];
  });
  const limit = level / Math.max(1, looked.length);
  const within = looked.filter(
    ({ own, shares, counts }) =>
      Math.min(own.reference, own.current) >= minRows && isLocal(shares) && pValue(counts) <= limit,
  );
  const columns = new Set(looked.map(({ column }) => column));
  const mixes = Array.from(columns, (column) => looked.filter((each) => each.column === column)).flatMap(
    (own) => {
      const share = own.reduce((sum, { shares: { mix } }) => sum + mix, 0);
      const [moved] = [...own].sort((a, b) => gain(b) - gain(a));
      const isCertain = moved !== undefined && pValue(mixCounts(all, moved.own)) <= limit;
      return share >= LEAST_SHARE && isCertain ? [finding(moved, 'mix', share)] : [];
    },
  );
  return [...within.map((each) => finding(each, 'within', each.shares.within)), ...mixes]
    .sort((a, b) => b.share - a.share || (a.segment < b.segment ? -1 : 1))
    .slice(0, most);
}

interface Looked extends Pick<SegmentFinding, 'feature' | 'column' | 'segment'> {
  readonly counts: SegmentCounts;
  /** Rows of the segment. */
  readonly own: { readonly reference: number; readonly current: number };
  readonly shares: SegmentShare;
}

function finding(
  { feature, column, segment, shares }: Looked,
  by: SegmentFinding['by'],
  share: number,
): SegmentFinding {
  const found = { feature, column, segment, by, share, ...shares };
  return { ...found, sentence: sentence(found) };
}

/** How far its share of rows has moved. */
function gain({ shares: { rows } }: Looked): number {
  return Math.abs(rows.current - rows.reference);
}

function isLocal({ within, rows, error }: SegmentShare): boolean {
  const surplus = within - rows.current;
  return within >= LEAST_SHARE && surplus >= LEAST_SURPLUS && surplus >= CERTAINTY * error;
}

function mixCounts(all: SegmentCounts, own: { reference: number; current: number }): SegmentCounts {
  return {
    reference: Float64Array.of(own.reference, sumOf(all.reference) - own.reference),
    current: Float64Array.of(own.current, sumOf(all.current) - own.current),
  };
}

/** Of PSI, as in `populationStability`. */
function pValue({ reference, current }: SegmentCounts): number {
  const { psi, degreesOfFreedom, referenceRows, currentRows } = cellScore(reference, current);
  if (!(referenceRows > 0 && currentRows > 0)) return 1;
  return chiSquaredSurvival(psi / (1 / referenceRows + 1 / currentRows), degreesOfFreedom);
}

function sentence({ feature, column, segment, by, share, rows }: Omit<SegmentFinding, 'sentence'>): string {
  const percent = (ratio: number): string => `${short(Number((100 * ratio).toPrecision(2)))} %`;
  const drift = `${percent(share)} of the drift of \`${feature}\` comes from`;
  return by === 'within'
    ? `${drift} ${segment}, which has ${percent(rows.current)} of the rows`
    : `${drift} another mix of \`${column}\`: ${segment} went from ${percent(rows.reference)} to ${percent(rows.current)} of the rows`;
}
