/** How a score becomes a probability: knots, both ascending, between which it is linear. */
export interface Calibration {
  readonly logits: readonly number[];
  readonly probabilities: readonly number[];
  /** The share of feature-hours with a change for which probabilities are right. */
  readonly prior: number;
}

/**
 * The share of features that have changed among those that score so. Beyond the last knot it goes on to rise, as an alarm level there needs:
 * half of what is left each time the score grows by as much as between the last two.
 */
export function probabilityOf(logit: number, { logits, probabilities }: Calibration): number {
  const above = logits.findIndex((knot) => knot >= logit);
  if (above < 0) {
    const [last = 0.5, from = 0] = [probabilities.at(-1), logits.at(-1)];
    const step = Math.max(1, from - (logits.at(-2) ?? from));
    return 1 - (1 - last) * 2 ** -Math.min(MOST_HALVINGS, (logit - from) / step);
  }
  const [high = 0.5, low = high] = [probabilities[above], probabilities[above - 1]];
  const [to = 0, from = to] = [logits[above], logits[above - 1]];
  return to > from ? low + ((high - low) * (logit - from)) / (to - from) : high;
}

/** Nothing is certain. */
const MOST_HALVINGS = 10;
/** Fewer knots than this keep the file small, and lose nothing. */
const MOST_KNOTS = 40;
/** Each knot rests on as many scores at least. */
const FEWEST = 25;

/**
 * Isotonic regression of labels on scores (pool adjacent violators, Ayer et al. 1955,
 * https://doi.org/10.1214/aoms/1177728423), weighted so that a share of `prior` has changed.
 */
export function calibration(
  logits: ArrayLike<number>,
  labels: ArrayLike<number>,
  prior: number,
): Calibration {
  const order = Array.from({ length: logits.length }, (_, index) => index).sort(
    (a, b) => (logits[a] as number) - (logits[b] as number),
  );
  const changed = order.reduce((sum, index) => sum + (labels[index] as number), 0);
  const [ofChanged, ofQuiet] = [
    prior / Math.max(1, changed),
    (1 - prior) / Math.max(1, order.length - changed),
  ];
  const size = Math.max(FEWEST, Math.ceil(order.length / MOST_KNOTS));
  const blocks: { logit: number; hits: number; weight: number; count: number }[] = [];
  for (let from = 0; from < order.length; from += size) {
    const own = order.slice(from, from + size);
    const hits = own.reduce((sum, index) => sum + (labels[index] as number), 0);
    // half an observation of each kind: nothing is certain
    const [weightOfHits, weightOfRest] = [(hits + 0.5) * ofChanged, (own.length - hits + 0.5) * ofQuiet];
    const logit = own.reduce((sum, index) => sum + (logits[index] as number), 0) / own.length;
    blocks.push({ logit, hits: weightOfHits, weight: weightOfHits + weightOfRest, count: own.length });
    for (let last = blocks.length - 1; last > 0; last--) {
      const [before, after] = [blocks[last - 1], blocks[last]] as [(typeof blocks)[0], (typeof blocks)[0]];
      if (before.hits / before.weight < after.hits / after.weight) break;
      const count = before.count + after.count;
      const mean = (before.logit * before.count + after.logit * after.count) / count;
      blocks.splice(last - 1, 2, {
        logit: mean,
        hits: before.hits + after.hits,
        weight: before.weight + after.weight,
        count,
      });
    }
  }
  return {
    logits: blocks.map(({ logit }) => logit),
    probabilities: blocks.map(({ hits, weight }) => hits / weight),
    prior,
  };
}
