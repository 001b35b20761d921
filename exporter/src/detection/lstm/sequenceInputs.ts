import { ROWS } from './bucketSums.js';
import { LONGEST, SCALES } from './scales.js';
import type { OwnVariation, SequenceBaseline } from './sequenceBaseline.js';
import {
  degreesOfFreedom,
  normalDeviate,
  rawScore,
  rowsAgainst,
  rowsOf,
  type Measure,
} from './windowScores.js';

/** The scales at which each measure is an input, as places in `SCALES`. */
const scaled: readonly { readonly of: Measure; readonly places: readonly number[] }[] = [
  { of: 'location', places: [0, 1, 2, 3, 4] },
  { of: 'spread', places: [1, 2, 4] },
  { of: 'cells', places: [0, 1, 2, 3, 4] },
  { of: 'missing', places: [0, 1, 2, 4] },
];

/** What the network is given of each bucket, in this order. */
export const inputNames: readonly string[] = [
  ...scaled.flatMap(({ of, places }) => places.map((place) => `${of}_${SCALES[place]}`)),
  'largest',
  'rows',
  'rows_ratio',
  'dependence',
  'tail',
  'reference_length',
  'ordered',
];

/** Inputs whose sign has no meaning by itself: up and down are the same to the network. */
export const signedInputs: readonly (readonly number[])[] = [
  [0, 1, 2, 3, 4],
  [5, 6, 7],
];

/** The largest of a bucket's deviations, whichever the measure and the scale. */
export const LARGEST = inputNames.indexOf('largest');

const DAY = 2;

/**
 * The inputs of one bucket. A score counts in deviations of what it is without drift: chance, the reference's own chance,
 * and what time adds; where the reference's own scores reach farther than a normal deviate's, in so much larger units.
 *
 * @param sums of the windows that end with the bucket, one for each scale
 */
export function sequenceInputs(
  sums: readonly Float64Array[],
  { variation, period, buckets, isOrdered }: SequenceBaseline,
  into: Float32Array = new Float32Array(inputNames.length),
): Float32Array {
  let [at, largest] = [0, 0];
  for (const { of, places } of scaled) {
    for (const place of places) {
      const scale = SCALES[place] as number;
      const window = sums[place] as Float64Array;
      const rows = rowsOf(of, window);
      const score = rawScore(of, window);
      const { variance, tail } = variation[of][place] as OwnVariation;
      const share = Math.min(1, Math.max(scale, period) / buckets);
      const spread = 1 + rows / rowsAgainst(window, scale, period) + rows * variance * (1 + share);
      const deviate =
        of !== 'cells'
          ? score / Math.sqrt(spread)
          : rows > 0
            ? normalDeviate(score / spread, degreesOfFreedom(window))
            : 0;
      const own = compressed(deviate > 0 || of !== 'cells' ? deviate / tail : deviate);
      into[at++] = own;
      largest = Math.max(largest, of === 'cells' ? own : Math.abs(own));
    }
  }
  into[at++] = largest;
  const [own, day] = [sums[0]?.[ROWS] ?? 0, sums[DAY]?.[ROWS] ?? 0];
  const { cells, missing } = variation;
  const usual = day / (SCALES[DAY] as number);
  into[at++] = Math.log10(1 + own) / 2 - 1;
  into[at++] = Math.max(-2, Math.min(2, Math.log((own + 1) / (usual + 1))));
  into[at++] = Math.log1p(day * (cells[DAY]?.variance ?? 0)) / 2;
  into[at++] = Math.min(
    4,
    Math.log(Math.max(...cells.map(({ tail }) => tail), ...missing.map(({ tail }) => tail))),
  );
  into[at++] = Math.log(buckets / LONGEST) / 2;
  into[at++] = isOrdered ? 1 : 0;
  return into;
}

/** Linear to some three deviations, logarithmic beyond. */
function compressed(deviate: number): number {
  return Math.asinh(Math.max(-1e4, Math.min(1e4, deviate)) / 3);
}
