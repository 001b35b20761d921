import type { Compared, Side } from './compare.js';
import { jensenShannon } from './peerDistances.js';

/** The reference comes in so many chunks by default, or in more that are as long as the batch. */
const CHUNKS = 10;
/** So many deviations above the mean of the reference's chunks. */
const DEVIATIONS = 3;

/**
 * NannyML's drift of a column as it comes (0.13.1, `UnivariateDriftCalculator`): the Jensen–Shannon distance, base 2, from
 * the reference's bins, above three deviations over the mean of the reference's own chunks. The batch is one chunk. What is in
 * no bin is one more. Missing values are dropped; of a column without any value it gives no number and no alert.
 * https://nannyml.readthedocs.io/en/stable/how_it_works/univariate_drift_comparison.html
 */
export function nannymlDrifted({ side, values }: Compared): boolean {
  const bins = binsOf(side);
  const distance = bins.distance(values);
  const length = Math.min(values.length, Math.floor(side.values.length / CHUNKS));
  let threshold = bins.thresholds.get(length);
  if (threshold === undefined) bins.thresholds.set(length, (threshold = thresholdOf(side, bins, length)));
  return distance > threshold;
}

interface Bins {
  /** NaN where there is no value. */
  readonly distance: (values: Side['values']) => number;
  readonly thresholds: Map<number, number>;
}

const known = new WeakMap<Side, Bins>();

function binsOf(side: Side): Bins {
  let bins = known.get(side);
  if (bins !== undefined) return bins;
  const count = side.values instanceof Float64Array ? histogram(doaneEdges(side.sorted)) : byCategory(side);
  const reference = count(side.values);
  const shares = reference.counts.map((rows) => rows / reference.present);
  const distance = (values: Side['values']): number => {
    const { counts, present } = count(values);
    if (present === 0) return NaN;
    const inBins = counts.reduce((sum, rows) => sum + rows, 0);
    const own = [...counts, present - inBins].map((rows) => rows / present);
    return jensenShannon([...shares, 0], own, 2);
  };
  bins = { distance, thresholds: new Map() };
  known.set(side, bins);
  return bins;
}

function thresholdOf({ values }: Side, { distance }: Bins, length: number): number {
  const own: number[] = [];
  for (let start = 0; start < values.length; start += length) {
    const score = distance(values.slice(start, start + length));
    if (!Number.isNaN(score)) own.push(score);
  }
  const mean = own.reduce((sum, score) => sum + score, 0) / own.length;
  const variance = own.reduce((sum, score) => sum + (score - mean) ** 2, 0) / own.length;
  return mean + DEVIATIONS * Math.sqrt(variance);
}

interface Counted {
  readonly counts: number[];
  readonly present: number;
}

function byCategory({ values }: Side): (values: Side['values']) => Counted {
  const categories = [...new Set(values)].filter((code) => code >= 0);
  const places = new Map(categories.map((code, place) => [code, place]));
  return (chunk) => {
    const counts = categories.map(() => 0);
    let present = 0;
    for (const code of chunk) {
      if (code < 0) continue;
      present++;
      const place = places.get(code);
      if (place !== undefined) counts[place] = (counts[place] as number) + 1;
    }
    return { counts, present };
  };
}

/** NumPy's: bins hold their lower edge, the last one both. */
function histogram(edges: readonly number[]): (values: Side['values']) => Counted {
  const [lowest, highest] = [edges[0] ?? NaN, edges.at(-1) ?? NaN];
  const bins = edges.length - 1;
  return (chunk) => {
    const counts = Array.from({ length: bins }, () => 0);
    let present = 0;
    for (const value of chunk) {
      if (Number.isNaN(value)) continue;
      present++;
      if (!(value >= lowest && value <= highest)) continue;
      let [low, high] = [0, bins];
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if ((edges[middle] as number) <= value) low = middle;
        else high = middle;
      }
      counts[low] = (counts[low] as number) + 1;
    }
    return { counts, present };
  };
}

/** NumPy's `histogram_bin_edges(bins='doane')`. */
function doaneEdges(sorted: Float64Array): number[] {
  const n = sorted.length;
  const [first, last] = [sorted[0] ?? NaN, sorted[n - 1] ?? NaN];
  const mean = sorted.reduce((sum, value) => sum + value, 0) / n;
  const deviation = Math.sqrt(sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n);
  const skew = sorted.reduce((sum, value) => sum + ((value - mean) / deviation) ** 3, 0) / n;
  const spread = Math.sqrt((6 * (n - 2)) / ((n + 1) * (n + 3)));
  const bins = Math.ceil(1 + Math.log2(n) + Math.log2(1 + Math.abs(skew) / spread));
  return Array.from({ length: bins + 1 }, (_, index) =>
    index === bins ? last : first + (index * (last - first)) / bins,
  );
}
