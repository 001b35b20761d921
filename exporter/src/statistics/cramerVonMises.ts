import { cramerVonMisesExact } from './numerics/cramerVonMisesExact.js';
import { cramerVonMisesLimit } from './numerics/cramerVonMisesLimit.js';
import type { Statistic } from './statistic.js';

export type CramerVonMises = {
  readonly statistic: number;
  /** Absent where values tie, since its distribution is then not known, and below two rows a side. */
  readonly p_value?: number;
};

/** SciPy's `method='auto'` counts orderings where neither sample is larger. */
const LARGEST_EXACT = 20;

/**
 * Two-sample Cramér–von Mises criterion: nm / (n + m)² Σ (F − G)² over the pooled sample
 * (https://en.wikipedia.org/wiki/Cram%C3%A9r%E2%80%93von_Mises_criterion). Equals SciPy's `cramervonmises_2samp` where no
 * value ties. Only where the source compared all values; never evidence of drift.
 */
export const cramerVonMises: Statistic<CramerVonMises> = {
  id: 'cramer_von_mises',
  title: 'Cramér–von Mises criterion',
  description:
    'The squared difference of the two cumulative distributions, added up over all rows: small where they run together, growing with the number of rows.',
  kinds: ['numeric'],
  order: 12,
  compute({ exact, reference }) {
    if (exact === undefined || reference.grid.kind !== 'numeric') return undefined;
    const { cramerVonMises: statistic, referenceRows, currentRows, ties } = exact;
    if (referenceRows === 0 || currentRows === 0) return undefined;
    if (ties || Math.min(referenceRows, currentRows) < 2) return { statistic };
    const distribution =
      Math.max(referenceRows, currentRows) <= LARGEST_EXACT ? cramerVonMisesExact : cramerVonMisesLimit;
    return { statistic, p_value: distribution(statistic, referenceRows, currentRows) };
  },
  value: (result) => result.statistic,
};
