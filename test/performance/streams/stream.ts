import { calibrate, type Calibration } from '../../../exporter/src/detection/overTime/calibrate.js';
import { referenceBuckets } from '../../../exporter/src/detection/overTime/referenceBuckets.js';
import { SeasonalReference } from '../../../exporter/src/detection/overTime/seasonalReference.js';
import { slotOf, slotScheme } from '../../../exporter/src/detection/overTime/slots.js';
import type { Grid } from '../../../exporter/src/profile/grid.js';
import { emptyProfile, mergeProfiles, type Profile } from '../../../exporter/src/profile/profile.js';
import type { Comparison } from '../../../exporter/src/statistics/statistic.js';
import type { HourlyRows } from './resample.js';

export const HOUR = 3_600_000;
/** Hours. */
export const windows = [1, 6, 24, 168] as const;
export const budget = { alarms: 1, days: 30 };

const NOTHING = new Float64Array();

/** A feature's reference as the monitor has it. */
export function referenceOf(rows: HourlyRows): SeasonalReference {
  const hours = hourlyProfiles(rows);
  const scheme = slotScheme(0, hours.length * HOUR, HOUR, 'UTC');
  const slots: Profile[] = [];
  let whole = emptyProfile(gridOf(rows));
  for (const { start, profile } of hours) {
    whole = mergeProfiles(whole, profile);
    const slot = scheme === undefined ? 0 : slotOf(start, 'UTC', scheme);
    const known = slots[slot];
    slots[slot] = known === undefined ? profile : mergeProfiles(known, profile);
  }
  return new SeasonalReference(whole, slots, scheme, 'UTC', HOUR);
}

/** The hours of a feature, one profile each. */
export function hourlyProfiles(rows: HourlyRows): { start: number; profile: Profile }[] {
  const grid = gridOf(rows);
  return Array.from({ length: rows.counts.length / (rows.cells + 1) }, (_, hour) => ({
    start: hour * HOUR,
    profile: profileOf(grid, rows, rows.counts, hour, hour + 1),
  }));
}

/** What the monitor finds in the references' own hours. */
export function calibrationOf(references: readonly HourlyRows[]): Calibration {
  const features = references.map((rows) =>
    referenceBuckets(
      rows.feature,
      hourlyProfiles(rows).filter(({ profile }) => profile.rows > 0),
    ),
  );
  const lengths = windows.map((length) => length * HOUR);
  return calibrate(features, { bucket: HOUR, windows: lengths, timeZone: 'UTC', budget });
}

/** The windows of a stream: a sum of hours is the difference of two running sums. */
export class Stream {
  readonly #grid: Grid;
  readonly #sums: Float64Array;
  readonly hours: number;

  constructor(
    readonly reference: SeasonalReference,
    readonly rows: HourlyRows,
  ) {
    const { counts, cells } = rows;
    const width = cells + 1;
    this.#grid = reference.forWindow(0, 7 * 24 * HOUR).profile.grid;
    this.hours = counts.length / width;
    this.#sums = new Float64Array(counts.length + width);
    for (let at = 0; at < counts.length; at++) {
      this.#sums[at + width] = (this.#sums[at] as number) + (counts[at] as number);
    }
  }

  /** The window of so many hours that ends with the end of an hour. */
  window(hour: number, length: number): Comparison {
    const [from, to] = [hour + 1 - length, hour + 1];
    return {
      reference: this.reference.forWindow(from * HOUR, to * HOUR).profile,
      current: profileOf(this.#grid, this.rows, this.#sums, from, to, true),
    };
  }
}

/** Whole hours [from, to) of counts, or of running sums, as a profile. */
function profileOf(
  grid: Grid,
  { cells }: HourlyRows,
  numbers: Float64Array,
  from: number,
  to: number,
  isRunning = false,
): Profile {
  const width = cells + 1;
  const counts = numbers.slice((isRunning ? to : from) * width, (isRunning ? to : from) * width + cells);
  let missing = numbers[(isRunning ? to : from) * width + cells] as number;
  if (isRunning) {
    for (let cell = 0; cell < cells; cell++) {
      counts[cell] = (counts[cell] as number) - (numbers[from * width + cell] as number);
    }
    missing -= numbers[from * width + cells] as number;
  }
  let rows = missing;
  for (const count of counts) rows += count;
  const none = { sums: NOTHING, squares: NOTHING, infinite: 0, below: 0, above: 0, unseen: 0, joint: {} };
  return { grid, counts, missing, rows, ...none };
}

/** A grid whose cells are the PSI cells. */
function gridOf({ isNumeric, cells }: HourlyRows): Grid {
  if (!isNumeric) {
    const categories = Array.from({ length: cells - 2 }, (_, cell) => `category ${cell}`);
    return { kind: 'categorical', categories, others: [], complete: false };
  }
  const edges = Float64Array.from({ length: cells - 1 }, (_, edge) => edge);
  return {
    kind: 'numeric',
    edges,
    psiEdges: Uint32Array.from(edges),
    drawingEdges: new Uint32Array(),
    minimum: 0,
    maximum: cells,
    mean: NaN,
    deviation: NaN,
  };
}
