import { MAX_DISTINCT, type HeavyValue, type NumericSummary } from '../source.js';
import { withBlocks, type Sample } from './orderedBlocks.js';
import { finiteValues } from './sortSample.js';

/** Sums of larger and of smaller numbers are taken of values scaled to one, so that their squares neither overflow nor vanish. */
const LARGE = 1e150;
const SMALL = 1e-130;

/** What a grid is made from, in a few passes over each block of an ordered sample. */
export function describeSample(sample: Sample): Omit<NumericSummary, 'feature' | 'kind'> {
  return withBlocks(sample, (blocks) => {
    const { present, lowest, highest } = blocks;
    const description = new Description(present - lowest - highest);
    for (let block = blocks.next(); block !== undefined; block = blocks.next()) {
      description.add(finiteValues(block));
    }
    return {
      rows: sample.rows,
      missing: sample.rows - present,
      infinite: lowest + highest,
      ...description.found(),
    };
  });
}

type Found = Omit<NumericSummary, 'feature' | 'kind' | 'rows' | 'missing' | 'infinite'>;

/** Gathers what is known of finite values that come in ascending order. */
class Description {
  readonly #ranks: Float64Array;
  /** The values at the ranks below and above each percentile. */
  readonly #lower: Float64Array;
  readonly #upper: Float64Array;
  readonly #distinct: number[] = [];
  readonly #heavy: HeavyValue[] = [];
  #moments: Moments = { rows: 0, mean: NaN, deviation: NaN };
  #minimum = NaN;
  #distinctCount = 0;
  /** Of the last value: how often it came, and what came before it. */
  #last = NaN;
  #lastCount = 0;
  #previous: number | undefined;

  constructor(readonly rows: number) {
    const length = rows === 0 ? 0 : 99;
    // NumPy's default: linear interpolation between the two nearest ranks
    this.#ranks = Float64Array.from({ length }, (_, index) => ((index + 1) / 100) * (rows - 1));
    this.#lower = new Float64Array(length);
    this.#upper = new Float64Array(length);
  }

  add(values: Float64Array): void {
    if (values.length === 0) return;
    const passed = this.#moments.rows;
    if (passed === 0) this.#minimum = values[0] as number;
    this.#ranks.forEach((rank, index) => {
      const [lower, upper] = [Math.floor(rank) - passed, Math.ceil(rank) - passed];
      if (lower >= 0 && lower < values.length) this.#lower[index] = values[lower] as number;
      if (upper >= 0 && upper < values.length) this.#upper[index] = values[upper] as number;
    });
    this.#moments = together(this.#moments, momentsOf(values));
    this.#addDistinct(values);
  }

  found(): Found {
    const { mean, deviation } = this.#moments;
    const isHeavy = this.#lastCount > this.rows / 10;
    return {
      percentiles: this.#ranks.map((rank, index) => {
        const [lower, upper] = [this.#lower[index] as number, this.#upper[index] as number];
        const share = rank - Math.floor(rank);
        const distance = upper - lower;
        return Number.isFinite(distance) ? lower + share * distance : lower * (1 - share) + upper * share;
      }),
      minimum: this.#minimum,
      maximum: this.#last,
      mean,
      deviation,
      distinctCount: this.#distinctCount,
      heavy: isHeavy ? [...this.#heavy, heavyValue(this.#last, this.#previous)] : this.#heavy,
      ...(this.#distinctCount > MAX_DISTINCT ? {} : { distinct: Float64Array.from(this.#distinct) }),
    };
  }

  #addDistinct(values: Float64Array): void {
    let last = this.#last;
    let lastCount = this.#lastCount;
    let distinctCount = this.#distinctCount;
    const enough = this.rows / 10;
    let index = 0;
    while (index < values.length) {
      const value = values[index] as number;
      const start = index;
      while (index < values.length && values[index] === value) index++;
      if (value === last) {
        lastCount += index - start;
        continue;
      }
      if (lastCount > enough) this.#heavy.push(heavyValue(last, this.#previous));
      if (lastCount > 0) this.#previous = last;
      if (distinctCount++ < MAX_DISTINCT) this.#distinct.push(value);
      last = value;
      lastCount = index - start;
    }
    this.#last = last;
    this.#lastCount = lastCount;
    this.#distinctCount = distinctCount;
  }
}

function heavyValue(value: number, previous: number | undefined): HeavyValue {
  return previous === undefined ? { value } : { value, previous };
}

interface Moments {
  readonly rows: number;
  readonly mean: number;
  /** Of the population. */
  readonly deviation: number;
}

/** Taken relative to the first value, so that a constant deviates by exactly 0. */
function momentsOf(values: Float64Array): Moments {
  const rows = values.length;
  const first = values[0] as number;
  const largest = Math.max(Math.abs(first), Math.abs(values[rows - 1] as number));
  const isExtreme = largest > LARGE || (largest < SMALL && largest > 0);
  const unit = isExtreme ? Math.min(1 / largest, Number.MAX_VALUE) : 1;
  const origin = first * unit;
  let sum = 0;
  for (let index = 0; index < rows; index++) sum += (values[index] as number) * unit - origin;
  const mean = sum / rows;
  let squares = 0;
  for (let index = 0; index < rows; index++) {
    const distance = (values[index] as number) * unit - origin - mean;
    squares += distance * distance;
  }
  return { rows, mean: (origin + mean) / unit, deviation: Math.sqrt(squares / rows) / unit };
}

/**
 * Of two parts as one: https://en.wikipedia.org/wiki/Algorithms_for_calculating_variance#Parallel_algorithm, in
 * deviations, since squares of 1e200 overflow.
 */
function together(a: Moments, b: Moments): Moments {
  if (a.rows === 0) return b;
  const rows = a.rows + b.rows;
  const [shareA, shareB] = [a.rows / rows, b.rows / rows];
  const half = b.mean / 2 - a.mean / 2;
  return {
    rows,
    // half of a distance, since that of ±1e308 overflows
    mean: a.mean + half * shareB + half * shareB,
    deviation: Math.hypot(
      a.deviation * Math.sqrt(shareA),
      b.deviation * Math.sqrt(shareB),
      // by one at most, so that what is far apart does not overflow
      half * (2 * Math.sqrt(shareA * shareB)),
    ),
  };
}
