import type { Calibration } from '../../../exporter/src/detection/overTime/calibrate.js';
import type { SeasonalReference } from '../../../exporter/src/detection/overTime/seasonalReference.js';
import type { Draws } from '../../support/randomness.js';
import type { DayCounts } from './flightDays.js';
import {
  drawDays,
  hoursOf,
  independentRows,
  singleRows,
  splitDays,
  withRows,
  type HourlyRows,
  type Unit,
} from './resample.js';
import { calibrationOf, referenceOf, Stream } from './stream.js';

/** Where a trial's days come from. */
export interface Setting {
  /** What is drawn as a whole. */
  readonly unit: Unit;
  /**
   * `other`: the reference is drawn from all days, and streams from those that are left. `own`: all days are the reference,
   * and streams are drawn from them.
   */
  readonly from: 'own' | 'other';
  /** Days of the pool, and of the reference. */
  readonly pool: number;
  readonly reference: number;
  /** Rows in an hour on average; as many as there are where absent. */
  readonly perHour?: number;
}

/** A reference, calibrated, and streams without drift that are drawn against it. */
export class Trial {
  readonly calibration: Calibration;
  readonly #blocks: readonly (readonly number[])[];
  readonly references: readonly HourlyRows[];
  /** The days that references, and streams of their own days, are drawn from. */
  readonly #days: readonly number[];
  readonly #seasonal: readonly SeasonalReference[];

  constructor(
    readonly features: readonly DayCounts[],
    readonly setting: Setting,
    readonly draws: Draws,
  ) {
    const { unit, from, pool, reference } = setting;
    const all = splitDays(pool, from === 'own' ? pool : reference, unit, draws);
    const days = [...all.reference].sort((a, b) => (from === 'own' ? a - b : 0));
    this.#days = days;
    const length = unit === 'week' ? 7 : 1;
    const own = Array.from({ length: days.length / length }, (_, block) =>
      days.slice(block * length, (block + 1) * length),
    );
    this.#blocks = from === 'own' ? own : all.rest;
    this.references = features.map((feature) => {
      const rows = hoursOf(feature, days);
      // where rows are independent, the reference's are as well
      return unit === 'row' ? this.#single(rows, rows) : this.#scaled(rows);
    });
    this.#seasonal = this.references.map(referenceOf);
    this.calibration = calibrationOf(this.references);
  }

  /** The streams of all features over so many days: the same days for all. */
  streams(days: number): Stream[] {
    const drawn = drawDays(this.#blocks, days, this.draws);
    return this.features.map((feature, index) => {
      const reference = this.references[index] as HourlyRows;
      const hours = hoursOf(feature, drawn);
      const { unit, perHour } = this.setting;
      // with a volume of its own, a stream comes from where its reference came from
      const pool = perHour === undefined ? reference : hoursOf(feature, this.#days);
      const rows = unit === 'row' ? this.#single(pool, hours) : this.#scaled(hours);
      return new Stream(this.#seasonal[index] as SeasonalReference, rows);
    });
  }

  #single(pool: HourlyRows, hours: HourlyRows): HourlyRows {
    const { perHour } = this.setting;
    if (perHour === undefined) return singleRows(pool, hours, this.draws);
    const days = hours.counts.length / (24 * (hours.cells + 1));
    return independentRows(pool, days, perHour, this.draws);
  }

  #scaled(rows: HourlyRows): HourlyRows {
    const { perHour } = this.setting;
    return perHour === undefined ? rows : withRows(rows, perHour, this.draws);
  }
}
