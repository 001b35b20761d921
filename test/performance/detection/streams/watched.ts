import { bucketSums, widthOf } from '../../../../exporter/src/detection/lstm/bucketSums.js';
import { groupCounts } from '../../../../exporter/src/detection/lstm/cellGroups.js';
import { expectationOf, type Expectation } from '../../../../exporter/src/detection/lstm/expectation.js';
import { FeatureSequence, type CellRows } from '../../../../exporter/src/detection/lstm/featureSequence.js';
import { referenceSlots } from '../../../../exporter/src/detection/lstm/referenceSlots.js';
import {
  sequenceBaseline,
  type SequenceBaseline,
} from '../../../../exporter/src/detection/lstm/sequenceBaseline.js';
import { referenceOf } from '../../../../exporter/src/detection/lstm/simulate/simulatedStream.js';
import {
  degreesOfFreedom,
  normalDeviate,
  rawScore,
  rowsOf,
  type Measure,
} from '../../../../exporter/src/detection/lstm/windowScores.js';
import type { HourlyRows } from '../../streams/resample.js';
import { HOUR } from '../../streams/stream.js';

/** An hour in which the network is asked. */
export interface Asked {
  readonly hour: number;
  readonly sequence: Float32Array;
}

const options = { bucket: HOUR, timeZone: 'UTC' };

/** A feature's reference as the network, and the change detectors, measure by it. */
export class Watched {
  readonly #baseline: SequenceBaseline;
  readonly #slots: (start: number) => CellRows;
  readonly #end: number;
  readonly #expectations = new WeakMap<CellRows, Expectation>();

  constructor(readonly reference: HourlyRows) {
    const buckets = referenceOf(reference, reference.feature);
    const baseline = sequenceBaseline(buckets, reference.isNumeric, options);
    if (baseline === undefined) throw new Error(`${reference.feature} has no reference to measure by`);
    this.#baseline = baseline;
    this.#slots = referenceSlots(buckets, options);
    this.#end = (buckets.starts.at(-1) ?? 0) + HOUR;
  }

  /** The hours from one on in which the largest deviation is so large: others are far from any alarm. */
  asked(rows: HourlyRows, from: number, least: number): Asked[] {
    const found: Asked[] = [];
    const sequence = new FeatureSequence(this.#baseline);
    this.#each(rows, (hour, reference, current) => {
      sequence.push(reference, current);
      if (hour >= from && sequence.isReady && sequence.largest >= least)
        found.push({ hour, sequence: sequence.sequence() });
    });
    return found;
  }

  /** Of each hour the mean of its values, or how far its categories are from those to expect, and its missing rows, in deviations of the reference's. */
  means(rows: HourlyRows): readonly [Float64Array, Float64Array] {
    const { groups, isOrdered, variation } = this.#baseline;
    const size = Math.max(...groups) + 1;
    const sums = new Float64Array(widthOf(size));
    const hours = rows.counts.length / (rows.cells + 1);
    const [values, missing] = [new Float64Array(hours), new Float64Array(hours)];
    const deviate = (of: Measure): number => {
      const spread = 1 + rowsOf(of, sums) * (variation[of][0]?.variance ?? 0);
      const score = rawScore(of, sums);
      if (of !== 'cells') return score / Math.sqrt(spread);
      return rowsOf(of, sums) > 0 ? normalDeviate(score / spread, degreesOfFreedom(sums)) : 0;
    };
    this.#each(rows, (hour, reference, current) => {
      let expectation = this.#expectations.get(reference);
      if (expectation === undefined) {
        const counts = groupCounts(reference.cells, groups, size);
        expectation = expectationOf({ counts, missing: reference.missing }, isOrdered);
        this.#expectations.set(reference, expectation);
      }
      bucketSums(
        expectation,
        { counts: groupCounts(current.cells, groups, size), missing: current.missing },
        sums,
      );
      values[hour] = deviate(isOrdered ? 'location' : 'cells');
      missing[hour] = deviate('missing');
    });
    return [values, missing];
  }

  #each(
    { counts, cells }: HourlyRows,
    take: (hour: number, reference: CellRows, current: CellRows) => void,
  ): void {
    const width = cells + 1;
    for (let hour = 0; hour < counts.length / width; hour++) {
      const own = counts.subarray(hour * width, (hour + 1) * width);
      take(hour, this.#slots(this.#end + hour * HOUR), {
        cells: own.subarray(0, cells),
        missing: own[cells] as number,
      });
    }
  }
}
