import { countsBetween, type Profile } from '../profile/profile.js';
import { suppressSmallCells } from '../profile/privacy.js';
import type { Comparison } from '../statistics/statistic.js';
import type { DistributionRecord } from '../store/records.js';

/** Reference and current rows in the drawing cells of a numeric feature, or in the cells of a categorical one. */
export function distributionOf(
  feature: string,
  windowName: string,
  from: number,
  to: number,
  { reference, current }: Comparison,
  minCell: number,
): DistributionRecord {
  const { grid } = reference;
  const cells = (profile: Profile): Float64Array =>
    grid.kind === 'numeric' ? countsBetween(profile.counts, grid.drawingEdges) : profile.counts.slice();
  const shown = suppressSmallCells({ ...current, counts: cells(current) }, minCell).counts;
  return {
    windowName,
    segment: '',
    feature,
    from,
    to,
    ...(grid.kind === 'numeric'
      ? {
          uppers: Float64Array.from(
            [...grid.drawingEdges].map((edge) => grid.edges[edge] ?? 0).concat(Infinity),
          ),
        }
      : { categories: [...grid.categories, 'other', 'unseen'] }),
    reference: cells(reference),
    current: shown,
    missing: { reference: reference.missing, current: current.missing },
  };
}
