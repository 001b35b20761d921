import { presentRows, psiCounts, type Profile } from '../../profile/profile.js';
import type { Share } from './shares.js';

/** A column to count apart: by some of its values, or by ranges between edges, (−∞, e1], (e1, e2], …, (en, ∞). */
export type SegmentCandidate =
  | { readonly column: string; readonly by: 'values'; readonly values: readonly string[] }
  | { readonly column: string; readonly by: 'ranges'; readonly edges: readonly number[] };

export interface CandidateLimits {
  readonly columns: number;
  /** Values or ranges of a column. */
  readonly values: number;
}

export const defaultCandidateLimits: CandidateLimits = { columns: 12, values: 10 };

/** A value that holds more than that leaves no second segment to compare with. */
const NEARLY_ALL = 0.99;

/**
 * The columns whose segments are worth counting apart, at most `columns` × `values`, so that the search for segments costs a
 * bounded number of counts, whatever the table's width: categorical features with the fewest categories first, then numeric
 * features in the order of their share in the drift, where it is more than an equal one, by ranges of their PSI cells.
 *
 * @param features with the profile of their reference
 */
export function segmentCandidates(
  features: readonly { readonly feature: string; readonly reference: Profile }[],
  attribution: readonly Share[] = [],
  { columns, values }: CandidateLimits = defaultCandidateLimits,
): SegmentCandidate[] {
  const shares = new Map(attribution.map(({ feature, share }) => [feature, share]));
  const shareOf = ({ feature }: { readonly feature: string }): number => shares.get(feature) ?? 0;
  const usable = features.filter(({ reference }) => varies(reference));
  const categorical = usable.flatMap(({ feature, reference: { grid } }): SegmentCandidate[] =>
    grid.kind === 'categorical' && grid.complete && grid.others.length === 0
      ? [{ column: feature, by: 'values', values: grid.categories.slice(0, values) }]
      : [],
  );
  const categories = new Map(
    usable.map(({ feature, reference: { grid } }) => [
      feature,
      grid.kind === 'categorical' ? grid.categories.length : 0,
    ]),
  );
  categorical.sort(
    (a, b) =>
      (categories.get(a.column) ?? 0) - (categories.get(b.column) ?? 0) || (a.column < b.column ? -1 : 1),
  );
  const numeric = usable
    .filter((entry) => shareOf(entry) > 1 / features.length)
    .sort((a, b) => shareOf(b) - shareOf(a))
    .flatMap(({ feature, reference: { grid } }): SegmentCandidate[] => {
      if (grid.kind !== 'numeric') return [];
      const edges = Array.from(grid.psiEdges, (edge) => grid.edges[edge] as number);
      return [{ column: feature, by: 'ranges', edges: thinned(edges, values - 1) }];
    });
  return [...categorical, ...numeric].slice(0, columns);
}

function varies(reference: Profile): boolean {
  const rows = presentRows(reference);
  return rows > 0 && Math.max(...psiCounts(reference)) <= NEARLY_ALL * rows;
}

/** As many of the edges, evenly spaced among them. */
function thinned(edges: readonly number[], most: number): number[] {
  if (edges.length <= most) return [...edges];
  return Array.from({ length: most }, (_, index) => {
    return edges[Math.floor(((index + 0.5) * edges.length) / most)] as number;
  });
}
