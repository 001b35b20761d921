/** A cell that is empty in the reference counts there as so many observations. */
const HALF_OBSERVATION = 0.5;

/** Rows of one side in groups of cells, and those without a value. */
export interface GroupedRows {
  readonly counts: ArrayLike<number>;
  readonly missing: number;
}

/** What the reference's rows of some hours let expect of a bucket in the same hours. */
export interface Expectation {
  /** Rows of the reference that have a value. */
  readonly rows: number;
  readonly missing: number;
  /** Of each group of cells. */
  readonly shares: Float64Array;
  /**
   * Scores of each group's rows, of mean 0 and variance 1 over the reference: the middle rank of its cell (Bross' ridit,
   * https://doi.org/10.2307/2527727), and that squared, without what it shares with the first. 0 where groups have no order.
   */
  readonly location: Float64Array;
  readonly spread: Float64Array;
}

export function expectationOf({ counts, missing }: GroupedRows, isOrdered: boolean): Expectation {
  const { length: groups } = counts;
  let rows = 0;
  for (let group = 0; group < groups; group++) rows += counts[group] as number;
  const shares = new Float64Array(groups);
  for (let group = 0; group < groups; group++) {
    shares[group] = ((counts[group] as number) + HALF_OBSERVATION) / (rows + groups * HALF_OBSERVATION);
  }
  return {
    rows,
    missing: (missing + HALF_OBSERVATION) / (rows + missing + 2 * HALF_OBSERVATION),
    shares,
    ...rankScores(shares, isOrdered),
  };
}

function rankScores(shares: Float64Array, isOrdered: boolean): Pick<Expectation, 'location' | 'spread'> {
  const location = new Float64Array(shares.length);
  const spread = new Float64Array(shares.length);
  if (!isOrdered) return { location, spread };
  let below = 0;
  for (const [group, share] of shares.entries()) {
    location[group] = below + share / 2 - 0.5;
    below += share;
  }
  const mean = (of: (place: number) => number): number =>
    location.reduce((sum, place, group) => sum + (shares[group] as number) * of(place), 0);
  const deviation = Math.sqrt(mean((place) => place * place));
  if (!(deviation > 1e-6)) return { location: location.fill(0), spread };
  for (const [group, place] of location.entries()) location[group] = place / deviation;
  const skewness = mean((place) => place * place * place);
  const leftOver = mean((place) => place * place * place * place) - 1 - skewness * skewness;
  if (leftOver > 1e-6) {
    for (const [group, place] of location.entries()) {
      spread[group] = (place * place - 1 - skewness * place) / Math.sqrt(leftOver);
    }
  }
  return { location, spread };
}
