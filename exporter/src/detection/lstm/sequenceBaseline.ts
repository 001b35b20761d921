import type { ReferenceBuckets } from '../overTime/referenceBuckets.js';
import { slotOf, slotScheme, type SlotScheme } from '../overTime/slots.js';
import { chiSquaredQuantile } from '../../statistics/numerics/chiSquaredDistribution.js';
import { bucketSums, widthOf } from './bucketSums.js';
import { groupCounts, groupsOf } from './cellGroups.js';
import { expectationOf, type Expectation, type GroupedRows } from './expectation.js';
import { LONGEST, SCALES } from './scales.js';
import { SlidingSums } from './slidingSums.js';
import { degreesOfFreedom, measures, normalDeviate, rawScore, rowsOf, type Measure } from './windowScores.js';

/** How far windows of one length differ from the reference without drift. */
export interface OwnVariation {
  /** What time adds to the variance of a score, for each row. */
  readonly variance: number;
  /** How many times larger than a normal deviate's is the largest of the reference's own scores; 1 or more. */
  readonly tail: number;
}

/** What a reference tells of how its own buckets vary, for one feature. As JSON it is stored with the reference's version. */
export interface SequenceBaseline {
  readonly isOrdered: boolean;
  /** The group of each PSI cell. */
  readonly groups: readonly number[];
  /** Buckets after which a bucket is compared with the same rows of the reference again. */
  readonly period: number;
  /** Buckets that the reference spans. */
  readonly buckets: number;
  /** By measure, for each scale. */
  readonly variation: Readonly<Record<Measure, readonly OwnVariation[]>>;
}

export interface BaselineOptions {
  /** Length of a bucket, in milliseconds. */
  readonly bucket: number;
  readonly timeZone: string;
  /** By how much times have been moved forward, in milliseconds. @default 0 */
  readonly shift?: number;
  readonly isSeasonal?: boolean;
}

/** Of fewer windows than this, the variation of the next shorter ones is taken. */
const FEWEST = 4;

/**
 * What of a feature's own buckets in the reference its windows are measured by. Undefined where the reference has no times
 * or spans less than two days.
 *
 * @param isOrdered numeric
 */
export function sequenceBaseline(
  buckets: ReferenceBuckets,
  isOrdered: boolean,
  { bucket, timeZone, shift = 0, isSeasonal = false }: BaselineOptions,
): SequenceBaseline | undefined {
  const { starts } = buckets;
  const [first, last] = [starts[0], starts.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const length = Math.round((last - first) / bucket) + 1;
  if (length < FEWEST || last - first < 2 * 86_400_000 - bucket) return undefined;
  const scheme = slotScheme(first - shift, last + bucket - shift, bucket, timeZone, isSeasonal);
  const slot = (start: number): number =>
    scheme === undefined ? 0 : slotOf(start - shift, timeZone, scheme);
  const period = scheme === undefined ? 1 : periodOf(scheme, bucket);
  const groups = groupsOf(buckets, isOrdered);
  const base = { isOrdered, groups, period, buckets: length };
  const scores = ownScores(buckets, base, slot, bucket);
  const variation = Object.fromEntries(
    measures.map((measure) => [measure, variationOf(measure, scores[measure], length, period)]),
  ) as Record<Measure, OwnVariation[]>;
  return { ...base, variation };
}

function periodOf({ period }: SlotScheme, bucket: number): number {
  return Math.max(1, Math.round(((period === 'week' ? 7 : 1) * 86_400_000) / bucket));
}

type Scores = Readonly<Record<Measure, readonly OwnScores[]>>;

/** The raw scores of all full windows of one length that hold rows. */
interface OwnScores {
  readonly scores: number[];
  readonly rows: number[];
  readonly freedom: number[];
}

function ownScores(
  { starts, cells, counts, missing }: ReferenceBuckets,
  { isOrdered, groups }: Pick<SequenceBaseline, 'isOrdered' | 'groups'>,
  slot: (start: number) => number,
  bucket: number,
): Scores {
  const size = Math.max(...groups) + 1;
  const rows = Array.from(starts, (_, index) => ({
    counts: groupCounts(counts.subarray(index * cells, (index + 1) * cells), groups, size),
    missing: missing[index] as number,
  }));
  const slots = Array.from(starts, slot);
  const expectations = expectationsOf(rows, slots, size, isOrdered);
  const sliding = new SlidingSums(widthOf(size));
  const sums = new Float64Array(widthOf(size));
  const nothing = new Float64Array(widthOf(size));
  const scores = Object.fromEntries(
    measures.map((measure) => [
      measure,
      SCALES.map((): OwnScores => ({ scores: [], rows: [], freedom: [] })),
    ]),
  ) as Record<Measure, OwnScores[]>;
  let pushed = 0;
  for (const [index, own] of rows.entries()) {
    const start = starts[index] as number;
    const gap = index === 0 ? 0 : Math.round((start - (starts[index - 1] as number)) / bucket) - 1;
    for (let empty = 0; empty < Math.min(gap, LONGEST); empty++) sliding.push(nothing);
    sliding.push(bucketSums(expectations[slots[index] as number] as Expectation, own, sums));
    pushed += 1 + gap;
    for (const [place, scale] of SCALES.entries()) {
      if (pushed < scale) continue;
      for (const measure of measures)
        note(measure, sliding.sums[place] as Float64Array, scores[measure][place]);
    }
  }
  return scores;
}

function expectationsOf(
  buckets: readonly GroupedRows[],
  slots: readonly number[],
  size: number,
  isOrdered: boolean,
): readonly (Expectation | undefined)[] {
  const sums: { counts: Float64Array; missing: number }[] = [];
  for (const [index, { counts, missing }] of buckets.entries()) {
    const sum = (sums[slots[index] as number] ??= { counts: new Float64Array(size), missing: 0 });
    for (let group = 0; group < size; group++)
      sum.counts[group] = (sum.counts[group] as number) + (counts[group] as number);
    sum.missing += missing;
  }
  return Array.from(sums, (sum) => sum && expectationOf(sum, isOrdered));
}

function note(measure: Measure, sums: Float64Array, into: OwnScores | undefined): void {
  const rows = rowsOf(measure, sums);
  if (into === undefined || rows === 0) return;
  into.scores.push(rawScore(measure, sums));
  into.rows.push(rows);
  if (measure === 'cells') into.freedom.push(degreesOfFreedom(sums));
}

function variationOf(
  measure: Measure,
  own: readonly OwnScores[],
  length: number,
  period: number,
): OwnVariation[] {
  let shorter: OwnVariation = { variance: 0, tail: 1 };
  return SCALES.map((scale, place) => {
    // a window is in what it is compared with
    const share = Math.max(scale, Math.min(period, length)) / length;
    const { scores, rows, freedom } = own[place] as OwnScores;
    if (length / scale < FEWEST || share > 1 / FEWEST || scores.length === 0) return shorter;
    const squares = scores.map((score) => (measure === 'cells' ? score : score * score) / (1 - share));
    const excess = squares.reduce((sum, square) => sum + square - 1, 0);
    const variance = Math.max(0, excess / rows.reduce((sum, count) => sum + count, 0));
    let largest = 0;
    for (const [index, square] of squares.entries()) {
      const ratio = square / (1 + (rows[index] as number) * variance);
      const score = measure === 'cells' ? normalDeviate(ratio, freedom[index] as number) : Math.sqrt(ratio);
      if (score > largest) largest = score;
    }
    const likely = Math.sqrt(chiSquaredQuantile(Math.min(0.5, 0.6 / (2 * (length / scale))), 1));
    shorter = { variance, tail: Math.max(1, largest / likely) };
    return shorter;
  });
}
