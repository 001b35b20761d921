import { changeDetector, type DetectorState } from './detector.js';
import { dropOldest, insertValue, type ExponentialHistogram } from './exponentialHistogram.js';

export interface AdwinState extends DetectorState, ExponentialHistogram {
  /** Values since the start. */
  values: number;
}

export interface AdwinOptions {
  /** Chance of a false alarm that a look at the window accepts. */
  readonly delta: number;
  /** Looks for a change at every so many values only. */
  readonly clock: number;
  /** Blocks of one size. */
  readonly maxBuckets: number;
  /** Values on either side of a cut, at least. */
  readonly minWindowLength: number;
  /** Values before the first look. */
  readonly gracePeriod: number;
}

/** How far off a sum of some hundred blocks may be, as a share of it. */
const ROUNDING = 64 * Number.EPSILON;

/**
 * Adaptive windowing (Bifet and Gavaldà 2007, https://doi.org/10.1137/1.9781611972771.42): equals river's `ADWIN`, also in that
 * the value after a change starts a new window, where the publication goes on with the newer part.
 */
export const adwin = changeDetector<AdwinState, AdwinOptions>({
  id: 'adwin',
  title: 'Adaptive windowing',
  description:
    'Keeps a window of values for as long as no cut divides it into two parts whose means differ by more than chance; sees rises and falls, and small changes if they last.',
  order: 1,
  inputs: 'real',
  defaults: { delta: 0.002, clock: 32, maxBuckets: 5, minWindowLength: 5, gracePeriod: 10 },
  start: () => ({ drift: false, values: 0, width: 0, total: 0, squares: 0, rows: [] }),
  add(state, value, options) {
    insertValue(state, value, options.maxBuckets);
    state.values += 1;
    if (state.values % options.clock !== 0 || state.width <= options.gracePeriod) return;
    while (hasCut(state, options)) {
      dropOldest(state);
      state.drift = true;
    }
  },
});

/** Whether some cut between two blocks divides the window into parts whose means differ by more than chance. */
function hasCut({ rows, width, squares }: AdwinState, { delta, minWindowLength }: AdwinOptions): boolean {
  // of blocks, which round less than the running total does: else a constant 1e9 would seem to change
  let total = 0;
  let rounding = 0;
  for (const { totals } of rows) {
    for (const blockTotal of totals) {
      total += blockTotal;
      rounding += ROUNDING * Math.abs(blockTotal);
    }
  }
  const variance = squares / width;
  const weight = Math.log((2 * Math.log(width)) / delta);
  let before = 0;
  let totalBefore = 0;
  let after = width;
  let totalAfter = total;
  for (let index = rows.length - 1, size = 2 ** index; index >= 0; index--, size /= 2) {
    for (const blockTotal of rows[index]?.totals ?? []) {
      before += size;
      after -= size;
      totalBefore += blockTotal;
      totalAfter -= blockTotal;
      if (before < minWindowLength || after < minWindowLength) continue;
      const difference = totalBefore / before - totalAfter / after;
      const reciprocal = 1 / (before - minWindowLength + 1) + 1 / (after - minWindowLength + 1);
      const limit = Math.sqrt(2 * reciprocal * variance * weight) + (2 / 3) * weight * reciprocal;
      if (Math.abs(difference) > limit + rounding / Math.min(before, after)) return true;
    }
  }
  return false;
}
