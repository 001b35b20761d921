import type { Calibration } from '../../../exporter/src/detection/overTime/calibrate.js';
import type { SeasonalReference } from '../../../exporter/src/detection/overTime/seasonalReference.js';
import type { Draws } from '../../support/randomness.js';
import type { DayCounts } from './flightDays.js';
import {
  drawDays,
  hoursOf,
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
  readonly #references: readonly HourlyRows[];
  readonly #seasonal: readonly SeasonalReference[];

  constructor(
    readonly features: readonly DayCounts[],
    readonly setting: Setting,
    readonly draws: Draws,
  ) {
    const { unit, from, pool, reference } = setting;
    const all = splitDays(pool, from === 'own' ? pool : reference, unit, draws);
    const days = [...all.reference].sort((a, b) => (from === 'own' ? a - b : 0));
    const length = unit === 'week' ? 7 : 1;
    const own = Array.from({ length: days.length / length }, (_, block) =>
      days.slice(block * length, (block + 1) * length),
    );
    this.#blocks = from === 'own' ? own : all.rest;
    this.#references = features.map((feature) => {
      const rows = hoursOf(feature, days);
      // where rows are independent, the reference's are as well
      return unit === 'row' ? singleRows(rows, rows, draws) : this.#scaled(rows);
    });
    this.#seasonal = this.#references.map(referenceOf);
    this.calibration = calibrationOf(this.#references);
  }

  /** The streams of all features over so many days: the same days for all. */
  streams(days: number): Stream[] {
    const drawn = drawDays(this.#blocks, days, this.draws);
    return this.features.map((feature, index) => {
      const reference = this.#references[index] as HourlyRows;
      const hours = hoursOf(feature, drawn);
      const rows =
        this.setting.unit === 'row' ? singleRows(reference, hours, this.draws) : this.#scaled(hours);
      return new Stream(this.#seasonal[index] as SeasonalReference, rows);
    });
  }

  #scaled(rows: HourlyRows): HourlyRows {
    const { perHour } = this.setting;
    return perHour === undefined ? rows : withRows(rows, perHour, this.draws);
  }
}
